package io.github.koresimroutes.callback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** JSON documents for property tests, each with all the ways of writing it. */
final class Documents {

    /** A token as it was written, and as it is written with no needless escape. */
    record Token(String written, String plain) {

        static Token mark(String mark) {
            return new Token(mark, mark);
        }
    }

    /** A document as its tokens, between which there may be any space. */
    record Document(List<Token> tokens) {

        /** Without space. */
        String minified() {
            return tokens.stream().map(Token::written).collect(Collectors.joining());
        }

        /** Without space and needless escapes. */
        String plain() {
            return tokens.stream().map(Token::plain).collect(Collectors.joining());
        }

        /** With space between its tokens, taken from a list again and again. */
        String spaced(List<String> spaces) {
            StringBuilder spaced = new StringBuilder();
            for (int i = 0; i < tokens.size(); i++) {
                spaced.append(spaces.get(i % spaces.size())).append(tokens.get(i).written());
            }
            return spaced.append(spaces.get(0)).toString();
        }

        @Override
        public String toString() {
            return minified();
        }
    }

    private static final List<String> NUMBERS = List.of("0", "-0", "1", "-81.8090", "1.50E+10",
            "1e-05", "1E400", "123456789012345678901234567890", "0.10");

    private Documents() {
    }

    static Arbitrary<String> space() {
        return Arbitraries.of("", " ", "\t", "\n", "\r\n", "    ");
    }

    static Arbitrary<List<String>> spaces() {
        return space().list().ofMinSize(1).ofMaxSize(7);
    }

    static Arbitrary<Document> documents() {
        return documents(false);
    }

    /** As {@link #documents}, but an object may say a name twice. */
    static Arbitrary<Document> documentsWithRepeats() {
        return documents(true);
    }

    private static Arbitrary<Document> documents(boolean repeats) {
        return Combinators.combine(Bodies.text().list().ofSize(5),
                Arbitraries.integers().between(0, 4), Arbitraries.randoms())
                .as((texts, levels, random) ->
                        new Document(value(new Writer(texts, repeats, random), levels)));
    }

    /** What chooses: the texts, and how each character of them is escaped. */
    private record Writer(List<String> texts, boolean repeats, Random random) {

        Token string() {
            String text = texts.get(random.nextInt(texts.size()));
            return new Token(written(text), JsonOracle.quoted(text));
        }

        private String written(String text) {
            StringBuilder written = new StringBuilder("\"");
            text.codePoints().mapToObj(Character::toString).forEach(character -> {
                String plain = JsonOracle.quoted(character);
                written.append(switch (random.nextInt(4)) {
                    case 0 -> escaped(character, "\\u%04x");
                    case 1 -> character.equals("/") ? "\\/" : escaped(character, "\\u%04X");
                    default -> plain.substring(1, plain.length() - 1);
                });
            });
            return written.append('"').toString();
        }

        private static String escaped(String character, String format) {
            return character.chars().mapToObj(c -> String.format(format, c))
                    .collect(Collectors.joining());
        }

        Token scalar() {
            return switch (random.nextInt(3)) {
                case 0 -> Token.mark(NUMBERS.get(random.nextInt(NUMBERS.size())));
                case 1 -> Token.mark(List.of("true", "false", "null").get(random.nextInt(3)));
                default -> string();
            };
        }
    }

    private static List<Token> value(Writer writer, int levels) {
        if (levels == 0) {
            return List.of(writer.scalar());
        }
        boolean object = writer.random().nextBoolean();
        List<Token> tokens = new ArrayList<>();
        Set<String> names = new HashSet<>();
        tokens.add(Token.mark(object ? "{" : "["));
        for (int i = writer.random().nextInt(4); i > 0; i--) {
            Token name = writer.string();
            if (object && !names.add(name.plain()) && !writer.repeats()) {
                continue;
            }
            if (tokens.size() > 1) {
                tokens.add(Token.mark(","));
            }
            if (object) {
                tokens.add(name);
                tokens.add(Token.mark(":"));
            }
            tokens.addAll(value(writer, writer.random().nextInt(levels)));
        }
        tokens.add(Token.mark(object ? "}" : "]"));
        return tokens;
    }

    /** A text in UTF-8, as a text with a character for each byte. */
    static String utf8(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }
}
