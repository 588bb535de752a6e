package dev.otagate.config;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Variables that Kubernetes makes for each service of the namespace, and Docker for each container of {@code --link}. They look like
 * settings if the name of the service or the alias of the container begins with "otagate". {@code OTAGATE_HTTP_PORT} is even a setting;
 * its value is then {@code tcp://10.0.0.1:8686}.
 */
final class ServiceLink {
    private static final String NAME = "OTAGATE(_[A-Z0-9_]+)?";
    private static final String PORT = NAME + "_PORT_\\d+_(TCP|UDP|SCTP)";
    private static final String URL = "=(tcp|udp|sctp)://.+:\\d+";
    private static final String ADDRESS = "=(\\d+(\\.\\d+){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)";

    private static final List<Pattern> FORMS = Stream.of(
                    NAME + "_SERVICE_HOST" + ADDRESS,
                    NAME + "_SERVICE_PORT(_[A-Z0-9_]+)?=\\d+",
                    NAME + "_PORT" + URL,
                    PORT + "(_START|_END)?" + URL,
                    PORT + "_PROTO=(tcp|udp|sctp)",
                    PORT + "_PORT(_START|_END)?=\\d+",
                    PORT + "_ADDR" + ADDRESS,
                    NAME + "_NAME=/[^/]+/[^/]+",
                    NAME + "_ENV_(?s:.+)")
            .map(Pattern::compile)
            .toList();

    private ServiceLink() {}

    /** Whether name and value have one of these forms. A node may be called {@code /a/b}: that is a setting. */
    static boolean isOne(String variable, String value) {
        return !variable.equals(Setting.CLUSTER_NODE_NAME.variable())
                && FORMS.stream()
                        .anyMatch(form -> form.matcher(variable + "=" + value).matches());
    }
}
