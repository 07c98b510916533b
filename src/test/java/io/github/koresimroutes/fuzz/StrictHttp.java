package io.github.koresimroutes.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * RFC 9112 by hand, as a careful proxy would read it: where each request of a connection ends. It
 * shares no code with what it judges.
 */
final class StrictHttp {

    record Request(String method, String target, byte[] body) {
    }

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern LINE =
            Pattern.compile("(" + TOKEN + ") ([^\\x00-\\x20\\x7F]+) HTTP/1\\.([01])");
    private static final Pattern HEADER = Pattern.compile(
            "(" + TOKEN + "):[ \\t]*((?:[\\x21-\\x7E\\x80-\\xFF](?:[\\t\\x20-\\x7E\\x80-\\xFF]*"
                    + "[\\x21-\\x7E\\x80-\\xFF])?)?)[ \\t]*");
    private static final Pattern CHUNK = Pattern.compile(
            "([0-9A-Fa-f]{1,7})[ \\t]*(?:;[\\t\\x20-\\x7E\\x80-\\xFF]*)?");
    private static final Pattern TRAILER =
            Pattern.compile("[\\x21-\\x7E\\x80-\\xFF][\\t\\x20-\\x7E\\x80-\\xFF]*");

    private final String bytes;
    private final List<Request> requests = new ArrayList<>();
    private int at;

    private StrictHttp(byte[] bytes) {
        this.bytes = new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The complete requests up to the first that is none. */
    static List<Request> parse(byte[] bytes) {
        StrictHttp http = new StrictHttp(bytes);
        while (http.request()) {
            // the next one
        }
        return http.requests;
    }

    private boolean request() {
        while (bytes.startsWith("\r\n", at)) {
            at += 2;
        }
        String first = line();
        Matcher line = LINE.matcher(first == null ? "" : first);
        if (!line.matches()) {
            return false;
        }
        List<String> hosts = new ArrayList<>();
        List<String> lengths = new ArrayList<>();
        List<String> encodings = new ArrayList<>();
        if (!headers(hosts, lengths, encodings)) {
            return false;
        }
        boolean http11 = line.group(3).equals("1");
        if (hosts.size() > 1 || (http11 && hosts.isEmpty()) || lengths.size() > 1
                || encodings.size() > 1 || (!encodings.isEmpty() && !lengths.isEmpty())) {
            return false;
        }
        byte[] body;
        if (encodings.isEmpty()) {
            body = lengths.isEmpty() ? new byte[0] : counted(lengths.get(0));
        } else {
            body = http11 && encodings.get(0).equals("chunked") ? chunked() : null;
        }
        if (body == null) {
            return false;
        }
        requests.add(new Request(line.group(1), line.group(2), body));
        return true;
    }

    private boolean headers(List<String> hosts, List<String> lengths, List<String> encodings) {
        while (true) {
            String line = line();
            if (line == null) {
                return false;
            }
            if (line.isEmpty()) {
                return true;
            }
            Matcher header = HEADER.matcher(line);
            if (!header.matches()) {
                return false;
            }
            switch (header.group(1).toLowerCase(Locale.ROOT)) {
                case "host" -> hosts.add(header.group(2));
                case "content-length" -> lengths.add(header.group(2));
                case "transfer-encoding" ->
                        encodings.add(header.group(2).toLowerCase(Locale.ROOT));
                default -> { }
            }
        }
    }

    /** Nothing is taken of them: only where they end matters. */
    private boolean trailers() {
        String line = line();
        while (line != null && TRAILER.matcher(line).matches()) {
            line = line();
        }
        return line != null && line.isEmpty();
    }

    private byte[] counted(String length) {
        if (!length.matches("[0-9]{1,9}")) {
            return null;
        }
        int end = at + Integer.parseInt(length);
        return end > bytes.length() ? null : upTo(end);
    }

    private byte[] upTo(int end) {
        byte[] part = bytes.substring(at, end).getBytes(StandardCharsets.ISO_8859_1);
        at = end;
        return part;
    }

    private byte[] chunked() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String line = line();
            Matcher chunk = CHUNK.matcher(line == null ? "" : line);
            if (!chunk.matches()) {
                return null;
            }
            int size = Integer.parseInt(chunk.group(1), 16);
            if (size == 0) {
                return trailers() ? body.toByteArray() : null;
            }
            if (!bytes.startsWith("\r\n", at + size)) {
                return null;
            }
            body.writeBytes(upTo(at + size));
            at += 2;
        }
    }

    /** Up to the next CR LF; null where there is none, or a CR or LF alone before it. */
    private String line() {
        int end = bytes.indexOf("\r\n", at);
        if (end < 0) {
            return null;
        }
        String line = bytes.substring(at, end);
        at = end + 2;
        return line.indexOf('\r') < 0 && line.indexOf('\n') < 0 ? line : null;
    }
}
