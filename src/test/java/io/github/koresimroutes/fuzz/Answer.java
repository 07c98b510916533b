package io.github.koresimroutes.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One answer, read by rules that name everything an answer may hold. What a request brought, a
 * {@code Server} header or a stack trace is nothing of it.
 */
record Answer(int status) {

    private static final Pattern LINE = Pattern.compile(
            "HTTP/1\\.[01] (100|200|400|401|404|405|413|414|415|431|503|505) [A-Za-z -]+");
    private static final Map<String, String> HEADERS = Map.of(
            "content-type", "text/plain; charset=utf-8",
            "content-length", "[0-9]+",
            "transfer-encoding", "chunked",
            "connection", "close|keep-alive",
            "allow", "POST",
            "retry-after", "2");
    private static final Set<String> TEXTS = Set.of("",
            "accepted",
            "the request is malformed", "nothing here", "the method is not allowed",
            "the body is too large", "the URL is too long", "the headers are too large",
            "the HTTP version is not supported", "not stored, please try again",
            "Content-Type must be application/x-www-form-urlencoded or application/json",
            "Kore-Signature is missing or empty", "Kore-Signature must be given once",
            "Kore-Signature does not match", "Kore-Idempotency-Token must be given at most once",
            "Date must be given at most once", "Date is too far from the present time",
            "the form holds bytes that no form body holds",
            "the form holds a malformed percent escape", "the form is not UTF-8",
            "the form repeats a parameter", "the form has too many or too long parameters",
            "the body is not one strict JSON document");

    /** Reads all that a connection brought; the last answer may be cut off. */
    static List<Answer> parse(String bytes, boolean mayBeHead) {
        List<Answer> answers = new ArrayList<>();
        int at = 0;
        while (at < bytes.length()) {
            int end = bytes.indexOf("\r\n\r\n", at);
            if (end < 0) {
                break;
            }
            String head = bytes.substring(at, end);
            Answer answer = new Answer(status(head));
            answers.add(answer);
            at = body(bytes, end + 4, answer.isInterim() ? "" : head, mayBeHead);
        }
        return answers;
    }

    boolean isInterim() {
        return status == 100;
    }

    private static int status(String head) {
        String[] lines = head.split("\r\n");
        Matcher line = LINE.matcher(lines[0]);
        require(line.matches(), "this line of an answer: " + lines[0]);
        for (int i = 1; i < lines.length; i++) {
            String[] header = lines[i].split(": ", 2);
            String allowed = HEADERS.get(header[0].toLowerCase(Locale.ROOT));
            require(header.length == 2 && allowed != null && header[1].matches(allowed),
                    "this header of an answer: " + lines[i]);
        }
        return Integer.parseInt(line.group(1));
    }

    /** Returns where the next answer begins. */
    private static int body(String bytes, int from, String head, boolean mayBeHead) {
        String headers = head.toLowerCase(Locale.ROOT);
        Matcher length = Pattern.compile("content-length: ([0-9]+)").matcher(headers);
        if (mayBeHead && (from == bytes.length() || bytes.startsWith("HTTP/1.", from))) {
            return from;
        }
        if (length.find()) {
            int end = Math.min(bytes.length(), from + Integer.parseInt(length.group(1)));
            text(bytes.substring(from, end), end == bytes.length());
            return end;
        }
        if (headers.contains("transfer-encoding")) {
            Matcher chunk = Pattern.compile("([0-9a-f]+)\r\n(.*?)\r\n0\r\n\r\n")
                    .matcher(bytes).region(from, bytes.length());
            if (chunk.lookingAt()) {
                text(chunk.group(2), false);
                return chunk.end();
            }
            return bytes.length();
        }
        if (!head.isEmpty()) {
            text(bytes.substring(from), true);
            return bytes.length();
        }
        return from;
    }

    private static void text(String text, boolean mayBeCut) {
        require(TEXTS.contains(text)
                || (mayBeCut && TEXTS.stream().anyMatch(known -> known.startsWith(text))),
                "this text of an answer: " + text);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError("No answer of ours has " + otherwise);
        }
    }
}
