package io.github.koresimroutes.callback;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 that refuses. The converters of {@link String} write a replacement character instead, and
 * so would make one text of two bodies that differ.
 */
final class Utf8 {

    private Utf8() {
    }

    /** The text of some bytes, all of which must be UTF-8. */
    static String decode(byte[] bytes) throws CharacterCodingException {
        // A new decoder reports errors; only Charset.decode replaces them.
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    /** The bytes of a text, which must hold no half of a surrogate pair. */
    static byte[] encode(String text) throws CharacterCodingException {
        ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }
}
