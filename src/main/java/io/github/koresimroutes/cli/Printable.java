package io.github.koresimroutes.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** What strangers or exceptions wrote, fit for a terminal: no control sequence gets through. */
final class Printable {

    private Printable() {
    }

    /** Everything in one line. */
    static String line(String text) {
        return escaped(text, "");
    }

    /** Keeps the ends of lines, and tabs. */
    static String lines(String text) {
        return escaped(text, "\n\t");
    }

    /** At most so many characters of one line, the last one a sign that there is more. */
    static String cut(String text, int length) {
        String line = line(text.strip());
        return line.length() <= length ? line : line.substring(0, length - 1) + "\u2026";
    }

    /** The text that bytes are in UTF-8, if they are that. */
    static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String escaped(String text, String kept) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean shown = type != Character.CONTROL && type != Character.FORMAT
                    && type != Character.LINE_SEPARATOR && type != Character.PARAGRAPH_SEPARATOR
                    && type != Character.SURROGATE;
            if (shown || kept.indexOf(c) >= 0) {
                printable.appendCodePoint(c);
            } else if (c == '\n' || c == '\t') {
                printable.append(' ');
            } else {
                printable.append(String.format("\\u%04x", c));
            }
        });
        return printable.toString();
    }
}
