package io.github.koresimroutes.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The grammar of RFC 8259 once more, so that {@link JsonBody} can be compared with it. It shares
 * nothing with the library that the bundle parses with.
 */
final class JsonOracle {

    /**
     * What a strict document is and says.
     *
     * @param minified  without the space between its tokens
     * @param rewritten the same, with no escape but those that JSON requires; empty where it says
     *                  half of a surrogate pair, which UTF-8 cannot
     * @param accounts  the accounts that it names
     */
    record Reading(String minified, Optional<String> rewritten, Set<String> accounts) {
    }

    private static final Pattern SPACE = Pattern.compile("[ \\t\\n\\r]*+");
    private static final Pattern STRING = Pattern.compile(
            "\"(?:[^\"\\\\\\x00-\\x1F]++|\\\\(?:[\"\\\\/bfnrt]|u[0-9A-Fa-f]{4}))*+\"");
    private static final Pattern NUMBER = Pattern.compile(
            "-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");
    private static final Pattern LITERAL = Pattern.compile("true|false|null");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9A-Fa-f]{4})|(.))");

    /** The letters of the short escapes, and what each stands for. */
    private static final String LETTERS = "\"\\bfnrt/";
    private static final String MEANT = "\"\\\b\f\n\r\t/";

    private final Matcher text;
    private final int end;
    private int at;
    private final StringBuilder minified = new StringBuilder();
    private final StringBuilder rewritten = new StringBuilder();
    private final Set<String> accounts = new HashSet<>();

    private JsonOracle(String text) {
        this.text = SPACE.matcher(text);
        this.end = text.length();
    }

    /** Empty for what is not one strict document. */
    static Optional<Reading> read(byte[] body) {
        String text = new String(body, UTF_8);
        // What is no UTF-8 has become a replacement character, which is other bytes.
        if (!Arrays.equals(text.getBytes(UTF_8), body)) {
            return Optional.empty();
        }
        JsonOracle document = new JsonOracle(text);
        boolean strict = document.value("", 64);
        document.match(SPACE);
        return strict && document.at == document.end
                ? Optional.of(new Reading(document.minified.toString(),
                        Optional.of(document.rewritten.toString()).filter(said ->
                                new String(said.getBytes(UTF_8), UTF_8).equals(said)),
                        document.accounts))
                : Optional.empty();
    }

    private boolean value(String name, int levels) {
        boolean named = Set.of("AccountSid", "account_sid").contains(name);
        if (mark("[")) {
            named(named, "[");
            return levels > 0 && (mark("]") || elements(levels - 1) && mark("]"));
        }
        if (mark("{")) {
            named(named, "{");
            return levels > 0 && (mark("}") || members(levels - 1) && mark("}"));
        }
        String said = scalar();
        named(named && said != null && !said.isEmpty(), said);
        return said != null;
    }

    private void named(boolean anAccount, String said) {
        if (anAccount) {
            accounts.add(said);
        }
    }

    private boolean elements(int levels) {
        do {
            if (!value("", levels)) {
                return false;
            }
        } while (mark(","));
        return true;
    }

    private boolean members(int levels) {
        Set<String> names = new HashSet<>();
        do {
            String name = string();
            if (name == null || !names.add(name) || !mark(":") || !value(name, levels)) {
                return false;
            }
        } while (mark(","));
        return true;
    }

    /** What a string, number or literal says, nothing for null; null where there is none. */
    private String scalar() {
        String said = string();
        if (said == null) {
            String token = token(NUMBER);
            token = token == null ? token(LITERAL) : token;
            write(token, token);
            said = "null".equals(token) ? "" : token;
        }
        return said;
    }

    private String string() {
        String token = token(STRING);
        if (token == null) {
            return null;
        }
        String said = ESCAPE.matcher(token.substring(1, token.length() - 1)).replaceAll(escape ->
                Matcher.quoteReplacement(String.valueOf(escape.group(1) == null
                        ? MEANT.charAt(LETTERS.indexOf(escape.group(2)))
                        : (char) Integer.parseInt(escape.group(1), 16))));
        write(token, quoted(said));
        return said;
    }

    /** A text as JSON, with no escape but those that JSON requires. */
    static String quoted(String said) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : said.toCharArray()) {
            int letter = c == '/' ? -1 : MEANT.indexOf(c);
            quoted.append(letter >= 0 ? "\\" + LETTERS.charAt(letter)
                    : c < ' ' ? String.format("\\u%04X", (int) c) : String.valueOf(c));
        }
        return quoted.append('"').toString();
    }

    private boolean mark(String mark) {
        String token = token(Pattern.compile(Pattern.quote(mark)));
        write(token, token);
        return token != null;
    }

    private void write(String asReceived, String anew) {
        if (asReceived != null) {
            minified.append(asReceived);
            rewritten.append(anew);
        }
    }

    /** The next token, behind any space; null where it is none. */
    private String token(Pattern pattern) {
        match(SPACE);
        return match(pattern);
    }

    private String match(Pattern pattern) {
        if (!text.usePattern(pattern).region(at, end).lookingAt()) {
            return null;
        }
        at = text.end();
        return text.group();
    }
}
