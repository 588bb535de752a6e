package dev.otagate.diagnosis;

import dev.otagate.failure.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts of a curl command. */
final class CurlCommand {
    private static final List<String> DATA =
            List.of("-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--data-urlencode");
    // With a value that is not a part of the request.
    private static final Set<String> WITH_VALUE = Set.of(
            ("-o --output -u --user -A --user-agent -b --cookie -c --cookie-jar -m --max-time --cacert --capath -E --cert --key -e --referer"
                            + " --connect-timeout -x --proxy -w --write-out --retry --retry-delay --resolve --connect-to -F --form --json -D"
                            + " --dump-header --limit-rate --noproxy -T --upload-file -K --config --interface --tls-max --ciphers -r --range")
                    .split(" "));
    private static final Set<String> LETTERS_WITH_VALUE = Stream.concat(
                    WITH_VALUE.stream(), Stream.of("-d", "-X", "-H"))
            .filter(option -> option.length() == 2)
            .collect(Collectors.toSet());

    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<String> data = new ArrayList<>();
    private String method = "";
    private String url = "";
    private boolean get;

    /** @param arguments of the command */
    static Result<SignedRequest> parse(String arguments) {
        List<String> words = ShellWords.split(arguments);
        CurlCommand parsed = new CurlCommand();
        for (int i = 0; i < words.size(); i++) {
            i += parsed.read(words.get(i), i + 1 < words.size() ? words.get(i + 1) : "");
        }
        return parsed.request();
    }

    // Returns how many of the next words it used.
    private int read(String word, String next) {
        int equals = word.startsWith("--") ? word.indexOf('=') : -1;
        if (equals > 0) {
            read(word.substring(0, equals), word.substring(equals + 1));
            return 0;
        }
        if (word.matches("-[A-Za-z].+")) {
            return readLetters(word, next);
        }
        if (DATA.contains(word)) {
            data.add(word.equals("--data-urlencode") ? encoded(next) : next);
        } else if (word.equals("-X") || word.equals("--request")) {
            method = next;
        } else if (word.equals("-H") || word.equals("--header")) {
            RequestText.addHeader(headers, next.split(":", 2)[0], next.contains(":") ? next.split(":", 2)[1] : "");
        } else if (word.equals("--url")) {
            url = next;
        } else if (!WITH_VALUE.contains(word)) {
            readAlone(word);
            return 0;
        }
        return 1;
    }

    // One letter after another; the rest after a letter with a value is its value.
    private int readLetters(String word, String next) {
        for (int i = 1; i < word.length(); i++) {
            String option = "-" + word.charAt(i);
            String rest = word.substring(i + 1);
            if (LETTERS_WITH_VALUE.contains(option)) {
                read(option, rest.isEmpty() ? next : rest);
                return rest.isEmpty() ? 1 : 0;
            }
            readAlone(option);
        }
        return 0;
    }

    private void readAlone(String word) {
        if (word.equals("-G") || word.equals("--get")) {
            get = true;
        } else if (word.equals("-I") || word.equals("--head")) {
            method = "HEAD";
        } else if (!word.startsWith("-") && !isUrl(url)) {
            url = word;
        }
    }

    // The value of an unknown option is no URL.
    private static boolean isUrl(String word) {
        return word.contains("://") || word.contains("?");
    }

    private static String encoded(String data) {
        int equals = data.indexOf('=');
        return data.substring(0, equals + 1) + PercentEncoding.CORRECT.encode(data.substring(equals + 1));
    }

    private Result<SignedRequest> request() {
        Optional<String> file =
                data.stream().filter(each -> each.startsWith("@")).findFirst();
        if (file.isPresent()) {
            return RequestText.failed("The command reads the file " + file.get().substring(1)
                    + ": put its content into the command instead.");
        }
        String form = String.join("&", data);
        boolean posts = !data.isEmpty() && !get;
        if (posts) {
            headers.putIfAbsent("Content-Type", "application/x-www-form-urlencoded");
        }
        String target = get && !form.isEmpty() ? url + (url.contains("?") ? "&" : "?") + form : url;
        String used = method.isEmpty() ? posts ? "POST" : "GET" : method;
        return RequestText.url(used, target, headers, posts ? form : "");
    }
}
