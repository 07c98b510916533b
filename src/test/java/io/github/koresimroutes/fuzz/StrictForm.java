package io.github.koresimroutes.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What docs/security.md says of forms, written a second time: a rule that both got wrong would have
 * to be wrong in the same way. It shares no code with what it judges.
 */
final class StrictForm {

    private StrictForm() {
    }

    /** Its parameters; null for what is to be refused. */
    static Map<String, String> parse(byte[] body) {
        for (byte b : body) {
            if (b <= 0x20 || b == 0x7F || b == 0x22) {
                return null;
            }
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        int from = 0;
        for (int i = 0; i <= body.length; i++) {
            if (i == body.length || body[i] == '&') {
                if (i > from && !add(parameters, Arrays.copyOfRange(body, from, i))) {
                    return null;
                }
                from = i + 1;
            }
        }
        return parameters.size() > 100 ? null : parameters;
    }

    private static boolean add(Map<String, String> parameters, byte[] pair) {
        int border = 0;
        while (border < pair.length && pair[border] != '=') {
            border++;
        }
        String name = decode(Arrays.copyOfRange(pair, 0, border));
        String value = border == pair.length
                ? "" : decode(Arrays.copyOfRange(pair, border + 1, pair.length));
        if (name == null || value == null || name.length() > 100 || value.length() > 10_000
                || parameters.containsKey(name)) {
            return false;
        }
        parameters.put(name, value);
        return true;
    }

    private static String decode(byte[] encoded) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] == '%') {
                int high = i + 2 < encoded.length ? digit(encoded[i + 1]) : -1;
                int low = i + 2 < encoded.length ? digit(encoded[i + 2]) : -1;
                if (high < 0 || low < 0) {
                    return null;
                }
                decoded.write(high * 16 + low);
                i += 2;
            } else {
                decoded.write(encoded[i] == '+' ? ' ' : encoded[i]);
            }
        }
        return text(decoded.toByteArray());
    }

    private static int digit(byte b) {
        return "0123456789abcdef".indexOf(Character.toLowerCase((char) b));
    }

    /** The text; null where it is no UTF-8: what was replaced would not come back as it was. */
    static String text(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), utf8) ? text : null;
    }
}
