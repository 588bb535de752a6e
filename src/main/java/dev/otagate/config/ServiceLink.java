package dev.otagate.config;

import io.netty.util.NetUtil;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Variables that Kubernetes makes for each service of the namespace, and Docker for each container of {@code --link}. They look like
 * settings if the name of the service or the alias of the container begins with "otagate". {@code OTAGATE_HTTP_PORT} is even a setting;
 * its value is then {@code tcp://10.0.0.1:8686}.
 */
final class ServiceLink {
    private static final String NAME = "OTAGATE(_[A-Z0-9_]+)?";
    private static final String PORT = NAME + "_PORT_\\d+_(TCP|UDP|SCTP)";
    private static final Predicate<String> CONTAINER =
            Pattern.compile("/[^/]+/[^/]+").asMatchPredicate();
    private static final Predicate<String> URL =
            Pattern.compile("(tcp|udp|sctp)://.+:\\d+").asMatchPredicate();
    private static final Predicate<String> NUMBER = Pattern.compile("\\d+").asMatchPredicate();
    private static final Predicate<String> PROTOCOL =
            Pattern.compile("tcp|udp|sctp").asMatchPredicate();
    private static final Predicate<String> ADDRESS =
            value -> NetUtil.isValidIpV4Address(value) || NetUtil.isValidIpV6Address(value);

    private static final Map<Pattern, Predicate<String>> FORMS = Map.of(
            Pattern.compile(NAME + "_SERVICE_HOST"), ADDRESS,
            Pattern.compile(NAME + "_SERVICE_PORT(_[A-Z0-9_]+)?"), NUMBER,
            Pattern.compile(NAME + "_PORT"), URL,
            Pattern.compile(PORT + "(_START|_END)?"), URL,
            Pattern.compile(PORT + "_PROTO"), PROTOCOL,
            Pattern.compile(PORT + "_PORT(_START|_END)?"), NUMBER,
            Pattern.compile(PORT + "_ADDR"), ADDRESS,
            Pattern.compile(NAME + "_NAME"), CONTAINER,
            Pattern.compile(NAME + "_ENV_.+"), value -> true);

    private ServiceLink() {}

    /** Whether name and value have one of these forms. A node may be called {@code /a/b}: that is a setting. */
    static boolean isOne(String variable, String value) {
        return !variable.equals(Setting.CLUSTER_NODE_NAME.variable())
                && FORMS.entrySet().stream()
                        .anyMatch(form -> form.getKey().matcher(variable).matches()
                                && form.getValue().test(value));
    }
}
