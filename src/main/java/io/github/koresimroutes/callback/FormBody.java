package io.github.koresimroutes.callback;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads {@code application/x-www-form-urlencoded} bodies, strictly: these rules are what closes the
 * length-extension hole of {@link CallbackSignature}. An extended body holds the byte 0x80 of
 * SHA-256's padding as it is, and mostly repeats a parameter; a body that an encoder made does
 * neither.
 */
public final class FormBody {

    /** At most so many parameters. KORE's callbacks have about ten. */
    public static final int MAX_PARAMETERS = 100;
    /** A decoded name has at most so many characters. */
    public static final int MAX_NAME_CHARS = 100;
    /** A decoded value has at most so many characters. KORE's longest are 1300 bytes in Base64. */
    public static final int MAX_VALUE_CHARS = 10_000;

    private FormBody() {
    }

    /**
     * The parameters of a form, decoded, in the order in which they came. A parameter without
     * {@code =} has an empty value; nothing between two {@code &} is no parameter.
     *
     * @throws CallbackRefusedException if the body breaks one of the rules:
     *         {@link Refusal#FORM_BYTES}, {@link Refusal#FORM_ESCAPES}, {@link Refusal#FORM_TEXT},
     *         {@link Refusal#FORM_REPEATED} or {@link Refusal#FORM_SIZE}
     */
    public static Map<String, String> parse(byte[] body) throws CallbackRefusedException {
        requireFormBytes(body);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : new String(body, StandardCharsets.US_ASCII).split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (parameters.putIfAbsent(name, value) != null) {
                throw new CallbackRefusedException(Refusal.FORM_REPEATED);
            }
            if (name.length() > MAX_NAME_CHARS || value.length() > MAX_VALUE_CHARS
                    || parameters.size() > MAX_PARAMETERS) {
                throw new CallbackRefusedException(Refusal.FORM_SIZE);
            }
        }
        return parameters;
    }

    /** One name or value, decoded: {@code +} is a space, {@code %XX} a byte of UTF-8. */
    static String decode(String encoded) throws CallbackRefusedException {
        if (isPlain(encoded)) {
            return encoded;
        }
        byte[] bytes = new byte[encoded.length()];
        int length = 0;
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c > 0x7E) {
                throw new CallbackRefusedException(Refusal.FORM_BYTES);
            } else if (c == '%') {
                bytes[length++] = (byte) escaped(encoded, i);
                i += 2;
            } else {
                bytes[length++] = (byte) (c == '+' ? ' ' : c);
            }
        }
        try {
            return Utf8.decode(Arrays.copyOf(bytes, length));
        } catch (CharacterCodingException e) {
            throw new CallbackRefusedException(Refusal.FORM_TEXT);
        }
    }

    /** Whether it is ASCII that stands for itself, as nearly all that KORE sends. */
    private static boolean isPlain(String encoded) {
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c > 0x7E || c == '%' || c == '+') {
                return false;
            }
        }
        return true;
    }

    private static int escaped(String encoded, int percent) throws CallbackRefusedException {
        int high = percent + 2 < encoded.length() ? hexDigit(encoded.charAt(percent + 1)) : -1;
        int low = percent + 2 < encoded.length() ? hexDigit(encoded.charAt(percent + 2)) : -1;
        if (high < 0 || low < 0) {
            throw new CallbackRefusedException(Refusal.FORM_ESCAPES);
        }
        return high << 4 | low;
    }

    /** The value of an ASCII hexadecimal digit, or -1: Character.digit takes other scripts too. */
    private static int hexDigit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static void requireFormBytes(byte[] body) throws CallbackRefusedException {
        for (byte b : body) {
            // Every encoder escapes the quote, and no JSON text does without it. Content-Type is
            // unsigned: without this, signed JSON with "&SimStatus=" in a string is a signed form.
            if (b < 0x21 || b > 0x7E || b == '"') {
                throw new CallbackRefusedException(Refusal.FORM_BYTES);
            }
        }
    }
}
