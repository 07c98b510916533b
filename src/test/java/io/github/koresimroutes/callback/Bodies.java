package io.github.koresimroutes.callback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Bodies for property tests: those that KORE sends, and those that are nearly so. Each is a text
 * with a character for each byte, so that a failed property shows what it failed with.
 */
final class Bodies {

    /** A form: its parameters, and the body that says them. */
    record Form(Map<String, String> parameters, String body) {

        static Form of(Map<String, String> parameters, Encoder encoder) {
            return new Form(parameters, parameters.entrySet().stream()
                    .map(e -> encoder.encode(e.getKey()) + "=" + encoder.encode(e.getValue()))
                    .collect(Collectors.joining("&")));
        }
    }

    /** The ways in which encoders differ. */
    enum Encoder {
        PLUS, PERCENT_20, LOWER_CASE, EVERYTHING;

        String encode(String text) {
            String encoded = URLEncoder.encode(text, UTF_8);
            return switch (this) {
                case PLUS -> encoded;
                case PERCENT_20 -> encoded.replace("+", "%20").replace("%7E", "~");
                case LOWER_CASE -> lowerCaseEscapes(encoded);
                case EVERYTHING -> HexFormat.of().withPrefix("%").formatHex(text.getBytes(UTF_8));
            };
        }

        private static String lowerCaseEscapes(String encoded) {
            return Arrays.stream(encoded.split("(?=%)"))
                    .map(part -> part.startsWith("%")
                            ? part.substring(0, 3).toLowerCase() + part.substring(3) : part)
                    .collect(Collectors.joining());
        }
    }

    private Bodies() {
    }

    static byte[] bytes(String body) {
        return body.getBytes(ISO_8859_1);
    }

    /** Text of any script, without halves of surrogate pairs, which no encoder can say. */
    static Arbitrary<String> text() {
        Arbitrary<String> character = Arbitraries.oneOf(
                Arbitraries.chars().range(' ', '~').map(String::valueOf),
                Arbitraries.of("ü", "\0", "\n", "\u007f", "\u0080", "\u07ff", "\u0800", "€",
                        "\ufffd", "\uffff", "🚚", "&", "=", "%", "+", "%41", "\"", "AccountSid"));
        return character.list().ofMaxSize(10).map(list -> String.join("", list));
    }

    static Arbitrary<String> sid(String prefix) {
        return Arbitraries.strings().withChars("0123456789abcdefABCDEF").ofLength(32)
                .map(prefix::concat);
    }

    /** What KORE's pages show of callbacks, in any order and encoding, with more parameters. */
    static Arbitrary<Form> koreForms() {
        Arbitrary<List<String>> texts = text().list().ofMinSize(1).ofMaxSize(6);
        return Combinators.combine(texts, sid("HS"), sid("AC"),
                Arbitraries.of("new", "ready", "active", "inactive", "scheduled", "going home"),
                Arbitraries.of(Encoder.class), Arbitraries.randoms())
                .as((more, sim, account, status, encoder, random) -> {
                    Map<String, String> all = new LinkedHashMap<>();
                    all.put("ApiVersion", "v1");
                    all.put("SimUniqueName", more.get(0));
                    all.put("SimSid", sim);
                    all.put("SimStatus", status);
                    all.put("AccountSid", account);
                    more.forEach(text -> all.putIfAbsent(text, text + text));
                    all.remove("");
                    List<String> names = new ArrayList<>(all.keySet());
                    Collections.shuffle(names, random);
                    Map<String, String> ordered = new LinkedHashMap<>();
                    names.forEach(name -> ordered.put(name, all.get(name)));
                    return Form.of(ordered, encoder);
                });
    }

    /** Any bytes at all. */
    static Arbitrary<String> anything() {
        return Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(40);
    }

    /** Pieces of a language, one behind the other. */
    static Arbitrary<String> of(String... pieces) {
        return Arbitraries.of(pieces).list().ofMaxSize(10).map(list -> String.join("", list));
    }

    /** Bodies with a few bytes removed, changed, or put in. */
    static Arbitrary<String> changed(Arbitrary<String> bodies, String... pieces) {
        Arbitrary<Edit> edit = Combinators.combine(
                Arbitraries.integers().between(0, 1000), Arbitraries.integers().between(0, 3),
                Arbitraries.of(pieces)).as(Edit::new);
        return Combinators.combine(bodies, edit.list().ofMinSize(1).ofMaxSize(3))
                .as((body, edits) -> {
                    String changed = body;
                    for (Edit each : edits) {
                        changed = each.apply(changed);
                    }
                    return changed;
                });
    }

    /** A piece takes the place of some bytes. */
    private record Edit(int place, int length, String piece) {

        String apply(String body) {
            int from = place % (body.length() + 1);
            int to = Math.min(body.length(), from + length);
            return body.substring(0, from) + piece + body.substring(to);
        }
    }
}
