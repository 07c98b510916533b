package io.github.koresimroutes.callback;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Checks JSON bodies, and rewrites them to what KORE may have signed: KORE signs minified JSON,
 * and says nowhere that it sends it minified as well.
 */
public final class JsonBody {

    /** Arrays and objects lie in each other at most so deep. */
    public static final int MAX_DEPTH = 64;

    private static final Set<String> ACCOUNT_NAMES = Set.of("AccountSid", "account_sid");

    private static final JsonFactory STRICT = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // No tables of names that outlive the request: an unsigned body may be full of them.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private JsonBody() {
    }

    /**
     * Requires exactly one JSON document (RFC 8259) in UTF-8 without a byte order mark, with no
     * repeated key and nothing but white space around it. It may not lie deeper than
     * {@link #MAX_DEPTH}; the parser refuses numbers of more than 1000 digits and keys of more than
     * 50,000 characters as well, which KORE never sends.
     *
     * @throws CallbackRefusedException {@link Refusal#JSON_STRICT}
     */
    public static void requireStrict(byte[] body) throws CallbackRefusedException {
        accountSids(body);
    }

    /**
     * The accounts that a document names, wherever in it: {@code AccountSid} as in callbacks,
     * {@code account_sid} as in Event Streams.
     *
     * @throws CallbackRefusedException as {@link #requireStrict}
     */
    static Set<String> accountSids(byte[] body) throws CallbackRefusedException {
        Set<String> found = new LinkedHashSet<>();
        try {
            rewrite(body, found::add);
            return found;
        } catch (IOException e) {
            throw new CallbackRefusedException(Refusal.JSON_STRICT);
        }
    }

    /** Any bytes as one JSON string: each byte is the character of its number, as ISO 8859-1. */
    static byte[] quoted(byte[] bytes) {
        StringWriter quoted = new StringWriter(bytes.length + 2);
        try (JsonGenerator generator = STRICT.createGenerator(quoted)) {
            generator.writeString(new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return quoted.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The body without the white space outside its strings; every other byte stays. Empty if
     * {@link #requireStrict} would refuse the body.
     */
    public static Optional<byte[]> minify(byte[] body) {
        try {
            rewrite(body);
        } catch (IOException e) {
            return Optional.empty();
        }
        byte[] minified = new byte[body.length];
        int length = 0;
        boolean inString = false;
        for (int i = 0; i < body.length; i++) {
            byte b = body[i];
            // The only bytes up to 0x20 outside strings are white space; within, only the space.
            if (inString || b < 0 || b > ' ') {
                minified[length++] = b;
            }
            if (b == '"') {
                inString = !inString;
            } else if (inString && b == '\\') {
                minified[length++] = body[++i];
            }
        }
        return Optional.of(Arrays.copyOf(minified, length));
    }

    /**
     * The body written anew: minified, with only those escapes that JSON requires, so that an
     * escaped {@code +} or {@code /} loses its escape. The order of keys and the digits of numbers
     * stay. Empty if {@link #requireStrict} would refuse the body, or if it holds half of a
     * surrogate pair, which UTF-8 cannot say.
     */
    public static Optional<byte[]> reserialise(byte[] body) {
        try {
            return Optional.of(Utf8.encode(rewrite(body)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String rewrite(byte[] body) throws IOException {
        return rewrite(body, accountSid -> { });
    }

    private static String rewrite(byte[] body, Consumer<String> accountSids) throws IOException {
        // Decoded here, because the parser would guess UTF-16 and UTF-32 from the bytes as well.
        String text = Utf8.decode(body);
        requireAsciiEscapes(text);
        StringWriter rewritten = new StringWriter(text.length());
        try (JsonParser parser = STRICT.createParser(text);
                JsonGenerator generator = STRICT.createGenerator(rewritten)) {
            int depth = 0;
            do {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    throw new IOException("no document");
                }
                copy(token, parser, generator);
                // A value that is no text names an account as well, and one that is nobody's.
                if (token != JsonToken.FIELD_NAME && token != JsonToken.VALUE_NULL
                        && !token.isStructEnd()
                        && ACCOUNT_NAMES.contains(String.valueOf(parser.currentName()))
                        && !parser.getText().isEmpty()) {
                    accountSids.accept(parser.getText());
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            } while (depth > 0);
            if (parser.nextToken() != null) {
                throw new IOException("more than one document");
            }
        }
        return rewritten.toString();
    }

    /** The parser looks at the low byte of a digit only, and so takes others of Unicode for one. */
    private static void requireAsciiEscapes(String text) throws IOException {
        for (int i = text.indexOf('\\'); i >= 0; i = text.indexOf('\\', i + 2)) {
            boolean unicode = text.startsWith("u", i + 1);
            String digits = text.substring(i, Math.min(i + 6, text.length()));
            if (unicode && !digits.chars().allMatch(c -> c < 0x80)) {
                throw new IOException("an escape with odd digits");
            }
        }
    }

    private static void copy(JsonToken token, JsonParser from, JsonGenerator to)
            throws IOException {
        switch (token) {
            case START_OBJECT -> to.writeStartObject();
            case END_OBJECT -> to.writeEndObject();
            case START_ARRAY -> to.writeStartArray();
            case END_ARRAY -> to.writeEndArray();
            case FIELD_NAME -> to.writeFieldName(from.getText());
            case VALUE_STRING -> to.writeString(from.getText());
            // As text: -81.8090 is not to become -81.809.
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> to.writeNumber(from.getText());
            case VALUE_TRUE -> to.writeBoolean(true);
            case VALUE_FALSE -> to.writeBoolean(false);
            case VALUE_NULL -> to.writeNull();
            default -> throw new IOException("not a JSON token");
        }
    }
}
