package dev.otagate.config;

import io.netty.util.NetUtil;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Variables that Kubernetes puts into the environment for each service of the namespace. Those of a service whose name begins with
 * "otagate" look like settings; {@code OTAGATE_HTTP_PORT} even is one, and has the value {@code tcp://10.0.0.1:8686} then.
 */
final class ServiceLink {
    private static final String NAME = "OTAGATE(_[A-Z0-9_]+)?";
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
            Pattern.compile(NAME + "_PORT_\\d+_(TCP|UDP|SCTP)"), URL,
            Pattern.compile(NAME + "_PORT_\\d+_(TCP|UDP|SCTP)_PROTO"), PROTOCOL,
            Pattern.compile(NAME + "_PORT_\\d+_(TCP|UDP|SCTP)_PORT"), NUMBER,
            Pattern.compile(NAME + "_PORT_\\d+_(TCP|UDP|SCTP)_ADDR"), ADDRESS);

    private ServiceLink() {}

    /** Whether name and value have one of the forms that Kubernetes gives them. */
    static boolean isOne(String variable, String value) {
        return FORMS.entrySet().stream()
                .anyMatch(form -> form.getKey().matcher(variable).matches()
                        && form.getValue().test(value));
    }
}
