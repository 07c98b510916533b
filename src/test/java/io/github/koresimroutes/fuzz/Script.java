package io.github.koresimroutes.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a client writes on one connection, made of an input. Its parts, between which stands the
 * byte 0x1E, are written one after the other. The first byte of a part is its kind:
 *
 * <ul>
 * <li>{@code r}: as it is;
 * <li>{@code s}, {@code n}: signed by the default secret, by the north account's;
 * <li>{@code m}, {@code p}: signed over the minified, the plainly rewritten JSON, as KORE may;
 * <li>{@code u}: signed for another URL; {@code x}: the captured callback extended by this body.
 * </ul>
 *
 * <p>In a part that is not raw everything behind the first empty line is the body, before it is
 * framed, and the head may hold placeholders: <code>{signature}</code>, <code>{length}</code> or
 * <code>{chunked}</code> for the header that frames the body, <code>{form}</code> and
 * <code>{json}</code> for the begin of a head. <code>{mark}</code> stands in any part for what no
 * answer may hold.
 */
final class Script {

    /** What no answer may hold. A secret of the harness: no input can know it. */
    static final String MARK = "q7" + Long.toString(System.nanoTime(), 36) + "mark";

    private static final char BORDER = 0x1E;
    private static final int CHUNK = 61;
    private static final String HEAD = "POST " + Kore.PATH + " HTTP/1.1\r\nHost: x\r\n"
            + "Kore-Signature: {signature}\r\nContent-Type: ";
    private static final String FORM =
            HEAD + "application/x-www-form-urlencoded; charset=utf-8\r\n";
    private static final String JSON = HEAD + "application/json\r\n";

    private final List<byte[]> pieces = new ArrayList<>();
    private final Map<String, byte[]> signed = new HashMap<>();
    private final StringBuilder all = new StringBuilder();

    private Script() {
        sign(Kore.SECRET, Kore.CAPTURED);
    }

    static Script of(byte[] input) {
        Script script = new Script();
        String text = Kore.text(input).replace("{mark}", MARK);
        for (String part : text.split(String.valueOf(BORDER), -1)) {
            script.add(part);
        }
        return script;
    }

    /** One genuine callback. */
    static Script genuine() {
        return of(Kore.bytes("s{form}{length}\r\n\r\n" + Kore.text(Kore.CAPTURED)));
    }

    private void add(String part) {
        if (part.isEmpty()) {
            return;
        }
        String piece = part.substring(1);
        String written = part.charAt(0) == 'r' ? piece : framed(part.charAt(0), piece);
        pieces.add(Kore.bytes(written));
        all.append(written);
    }

    private String framed(char kind, String part) {
        String expanded = part.replace("{form}", FORM).replace("{json}", JSON);
        int border = expanded.indexOf("\r\n\r\n");
        String head = border < 0 ? expanded : expanded.substring(0, border + 2);
        byte[] body = Kore.bytes(border < 0 ? "" : expanded.substring(border + 4));
        String signature = switch (kind) {
            case 'n' -> sign(Kore.NORTH_SECRET, body);
            case 'm' -> sign(Kore.SECRET, minified(body));
            case 'p' -> sign(Kore.SECRET, plain(body));
            case 'u' -> Kore.sign(Kore.SECRET, Kore.OTHER_URL, body);
            case 'x' -> Kore.extend(body).signature();
            default -> sign(Kore.SECRET, body);
        };
        byte[] sent = kind == 'x' ? Kore.extend(body).body() : body;
        boolean chunked = head.contains("{chunked}");
        return head.replace("{signature}", signature)
                .replace("{length}", "Content-Length: " + sent.length)
                .replace("{chunked}", "Transfer-Encoding: chunked")
                + "\r\n" + (chunked ? chunks(Kore.text(sent)) : Kore.text(sent));
    }

    private String sign(String secret, byte[] body) {
        String signature = Kore.sign(secret, Kore.URL, body);
        signed.put(signature, body);
        return signature;
    }

    private static byte[] minified(byte[] body) {
        StrictJson json = StrictJson.parse(body);
        return json == null ? body : json.minified();
    }

    private static byte[] plain(byte[] body) {
        StrictJson json = StrictJson.parse(body);
        return json == null || json.plain() == null ? body : json.plain();
    }

    private static String chunks(String body) {
        StringBuilder chunks = new StringBuilder();
        for (int from = 0; from < body.length(); from += CHUNK) {
            int end = Math.min(from + CHUNK, body.length());
            chunks.append(Integer.toHexString(end - from)).append("\r\n")
                    .append(body, from, end).append("\r\n");
        }
        return chunks.append("0\r\n\r\n").toString();
    }

    /** What is written, piece by piece. */
    List<byte[]> pieces() {
        return pieces;
    }

    /** All that is written. */
    String text() {
        return all.toString();
    }

    /** Whether a signature is in it. */
    boolean holds(String signature) {
        return text().toLowerCase(Locale.ROOT).contains(signature);
    }

    /** The bodies that KORE has signed, by their signatures. */
    Map<String, byte[]> signed() {
        return signed;
    }
}
