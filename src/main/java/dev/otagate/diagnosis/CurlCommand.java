package dev.otagate.diagnosis;

import dev.otagate.failure.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The parts of a curl command. */
final class CurlCommand {
    private static final List<String> DATA =
            List.of("-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--data-urlencode");
    private static final List<String> WITH_VALUE = List.of(
            "-o",
            "--output",
            "-u",
            "--user",
            "-A",
            "--user-agent",
            "-b",
            "--cookie",
            "-m",
            "--max-time",
            "--cacert",
            "-e",
            "--connect-timeout",
            "-x",
            "--proxy",
            "-w",
            "--write-out",
            "--retry",
            "--resolve");

    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<String> data = new ArrayList<>();
    private String method = "";
    private String url = "";
    private boolean get;

    static Result<SignedRequest> parse(String command) {
        List<String> words = ShellWords.split(command);
        CurlCommand parsed = new CurlCommand();
        for (int i = 1; i < words.size(); i++) {
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
        if (word.matches("-[XHd].+")) {
            read(word.substring(0, 2), word.substring(2));
            return 0;
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

    private void readAlone(String word) {
        if (word.equals("-G") || word.equals("--get")) {
            get = true;
        } else if (word.equals("-I") || word.equals("--head")) {
            method = "HEAD";
        } else if (!word.startsWith("-")) {
            url = word;
        }
    }

    private static String encoded(String data) {
        int equals = data.indexOf('=');
        return data.substring(0, equals + 1) + PercentEncoding.CORRECT.encode(data.substring(equals + 1));
    }

    private Result<SignedRequest> request() {
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
