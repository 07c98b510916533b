package io.github.koresimroutes.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * RFC 8259 by hand, as strict as docs/security.md says: one document in UTF-8, no repeated key, 64
 * levels. It shares no code with what it judges.
 */
final class StrictJson {

    private static final int MAX_DEPTH = 64;
    /** What the parser of the bundle allows: a longer number is refused, which harms nobody. */
    private static final int MAX_NUMBER = 1000;

    private final String text;
    private final StringBuilder plain = new StringBuilder();
    private final StringBuilder minified = new StringBuilder();
    private final Set<String> accounts = new LinkedHashSet<>();
    private int at;

    private static final class NotStrict extends Exception {

        private NotStrict() {
            super(null, null, false, false);
        }
    }

    private StrictJson(String text) {
        this.text = text;
    }

    /** The document; null for what is to be refused. */
    static StrictJson parse(byte[] body) {
        String text = StrictForm.text(body);
        if (text == null) {
            return null;
        }
        StrictJson json = new StrictJson(text);
        try {
            json.value(0, null);
            json.space();
            return json.at == text.length() ? json : null;
        } catch (NotStrict e) {
            return null;
        }
    }

    /** Without white space; every other character as it came. */
    byte[] minified() {
        return minified.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** With only those escapes that are required; null where UTF-8 cannot say it. */
    byte[] plain() {
        String rewritten = plain.toString();
        byte[] utf8 = rewritten.getBytes(StandardCharsets.UTF_8);
        return new String(utf8, StandardCharsets.UTF_8).equals(rewritten) ? utf8 : null;
    }

    /** The values of the keys AccountSid and account_sid, but for null and the empty text. */
    Set<String> accounts() {
        return accounts;
    }

    private void value(int depth, String key) throws NotStrict {
        space();
        boolean named = "AccountSid".equals(key) || "account_sid".equals(key);
        if (named && peek() != '"' && peek() != 'n') {
            accounts.add("no text");
        }
        switch (peek()) {
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case '"' -> {
                String value = string();
                if (named && !value.isEmpty()) {
                    accounts.add(value);
                }
            }
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void object(int depth) throws NotStrict {
        level(depth);
        Set<String> keys = new HashSet<>();
        take('{');
        space();
        if (peek() != '}') {
            while (true) {
                space();
                String key = string();
                if (!keys.add(key)) {
                    throw new NotStrict();
                }
                space();
                take(':');
                value(depth, key);
                space();
                if (peek() != ',') {
                    break;
                }
                take(',');
            }
        }
        take('}');
    }

    private void array(int depth) throws NotStrict {
        level(depth);
        take('[');
        space();
        if (peek() != ']') {
            value(depth, null);
            space();
            while (peek() == ',') {
                take(',');
                value(depth, null);
                space();
            }
        }
        take(']');
    }

    private static void level(int depth) throws NotStrict {
        if (depth > MAX_DEPTH) {
            throw new NotStrict();
        }
    }

    private String string() throws NotStrict {
        StringBuilder value = new StringBuilder();
        int from = at;
        expect('"');
        while (peek() != '"') {
            char c = text.charAt(at++);
            if (c < ' ') {
                throw new NotStrict();
            }
            value.append(c == '\\' ? escaped() : c);
        }
        at++;
        minified.append(text, from, at);
        plain.append('"');
        value.chars().forEach(c -> plain.append(written((char) c)));
        plain.append('"');
        return value.toString();
    }

    private char escaped() throws NotStrict {
        char c = peek();
        at++;
        if (c == 'u') {
            int code = 0;
            for (int i = 0; i < 4; i++) {
                int digit = "0123456789abcdef".indexOf(
                        peek() >= 'A' && peek() <= 'F' ? peek() + 32 : peek());
                if (digit < 0) {
                    throw new NotStrict();
                }
                code = code * 16 + digit;
                at++;
            }
            return (char) code;
        }
        int which = "\"\\/bfnrt".indexOf(c);
        if (which < 0) {
            throw new NotStrict();
        }
        return "\"\\/\b\f\n\r\t".charAt(which);
    }

    private static String written(char c) {
        int which = "\"\\\b\f\n\r\t".indexOf(c);
        if (which >= 0) {
            return "\\" + "\"\\bfnrt".charAt(which);
        }
        return c < ' ' ? String.format("\\u%04X", (int) c) : String.valueOf(c);
    }

    private void number() throws NotStrict {
        int from = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits();
        }
        if (at < text.length() && (text.charAt(at) | 32) == 'e') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        if (at - from > MAX_NUMBER) {
            throw new NotStrict();
        }
        both(text.substring(from, at));
    }

    private void digits() throws NotStrict {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == from) {
            throw new NotStrict();
        }
    }

    private void word(String word) throws NotStrict {
        if (!text.startsWith(word, at)) {
            throw new NotStrict();
        }
        at += word.length();
        both(word);
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() throws NotStrict {
        if (at >= text.length()) {
            throw new NotStrict();
        }
        return text.charAt(at);
    }

    private void expect(char c) throws NotStrict {
        if (peek() != c) {
            throw new NotStrict();
        }
        at++;
    }

    private void take(char c) throws NotStrict {
        expect(c);
        both(String.valueOf(c));
    }

    private void both(String same) {
        plain.append(same);
        minified.append(same);
    }
}
