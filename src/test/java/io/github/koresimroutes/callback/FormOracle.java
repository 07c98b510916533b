package io.github.koresimroutes.callback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules of {@link FormBody} once more, so that the two can be compared: regular expressions
 * over the whole text and the decoder of the runtime, where the parser goes from byte to byte.
 *
 * @param parameters what the form says; of no use where a rule is broken
 * @param broken     every rule that is broken, while the parser stops at the first
 */
record FormOracle(Map<String, String> parameters, Set<Refusal> broken) {

    private static final Pattern FORM_BYTES = Pattern.compile("[!#-~]*");
    private static final Pattern PARAMETER = Pattern.compile("([^&=]*)=?([^&]*)");
    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    static FormOracle read(byte[] body) {
        FormOracle form = new FormOracle(new LinkedHashMap<>(), EnumSet.noneOf(Refusal.class));
        String text = new String(body, ISO_8859_1);
        if (!FORM_BYTES.matcher(text).matches()) {
            form.broken.add(Refusal.FORM_BYTES);
        }
        Matcher parameter = PARAMETER.matcher(text);
        while (parameter.find()) {
            if (!parameter.group().isEmpty()) {
                form.add(parameter.group(1), parameter.group(2));
            }
        }
        return form;
    }

    private void add(String encodedName, String encodedValue) {
        String name = decoded(encodedName, 100);
        String value = decoded(encodedValue, 10_000);
        if (name != null && parameters.put(name, String.valueOf(value)) != null) {
            broken.add(Refusal.FORM_REPEATED);
        }
        if (parameters.size() > 100) {
            broken.add(Refusal.FORM_SIZE);
        }
    }

    /** Null where it cannot be decoded. */
    private String decoded(String encoded, int most) {
        if (BAD_ESCAPE.matcher(encoded).find()) {
            broken.add(Refusal.FORM_ESCAPES);
            return null;
        }
        byte[] bytes = URLDecoder.decode(encoded, ISO_8859_1).getBytes(ISO_8859_1);
        String text = new String(bytes, UTF_8);
        // What is no UTF-8 has become a replacement character, which is other bytes.
        if (!Arrays.equals(text.getBytes(UTF_8), bytes)) {
            broken.add(Refusal.FORM_TEXT);
            return null;
        }
        if (text.length() > most) {
            broken.add(Refusal.FORM_SIZE);
        }
        return text;
    }
}
