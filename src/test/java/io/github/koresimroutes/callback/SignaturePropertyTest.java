package io.github.koresimroutes.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.StringArbitrary;
import net.jqwik.api.constraints.IntRange;

/** {@link CallbackSignature} against a SHA-256 that was written for these tests. */
class SignaturePropertyTest {

    /** What is signed; a character for each byte. */
    record Signed(String secret, String method, String url, String body) {

        String signature() {
            return SignatureOracle.sign(secret, method, url, body);
        }

        boolean matches(String signature) {
            return CallbackSignature.matches(
                    signature, Bodies.bytes(secret), method, url, Bodies.bytes(body));
        }

        /** With other parts, of which the given one has another text. */
        Signed with(int part, String text) {
            return new Signed(part == 0 ? text : secret, part == 1 ? text : method,
                    part == 2 ? text : url, part == 3 ? text : body);
        }

        String part(int part) {
            return List.of(secret, method, url, body).get(part);
        }
    }

    @Property(tries = 3000)
    void theSignatureIsTheHashOfSecretMethodUrlAndBody(@ForAll("signed") Signed signed) {
        assertThat(CallbackSignature.sign(Bodies.bytes(signed.secret()), signed.method(),
                signed.url(), Bodies.bytes(signed.body()))).isEqualTo(signed.signature());
        assertThat(signed.matches(signed.signature())).isTrue();
    }

    @Property(tries = 5000)
    void aChangedBitOfSecretMethodUrlOrBodyMatchesNoMore(@ForAll("signed") Signed signed,
            @ForAll @IntRange(max = 3) int part, @ForAll @IntRange(max = 9999) int place,
            @ForAll @IntRange(max = 6) int bit) {
        String text = signed.part(part);
        Assume.that(!text.isEmpty());
        int at = place % text.length();
        // Never the highest bit: the character has to be one byte of UTF-8.
        String changed = text.substring(0, at) + (char) (text.charAt(at) ^ 1 << bit)
                + text.substring(at + 1);
        assertThat(signed.with(part, changed).matches(signed.signature())).isFalse();
    }

    @Property(tries = 5000)
    void aByteMoreOrLessMatchesNoMore(@ForAll("signed") Signed signed,
            @ForAll @IntRange(max = 3) int part, @ForAll @IntRange(max = 9999) int place,
            @ForAll("character") String character) {
        String text = signed.part(part);
        int at = place % (text.length() + 1);
        assertThat(signed.with(part, text.substring(0, at) + character + text.substring(at))
                .matches(signed.signature())).isFalse();
        if (at < text.length()) {
            assertThat(signed.with(part, text.substring(0, at) + text.substring(at + 1))
                    .matches(signed.signature())).isFalse();
        }
    }

    @Property(tries = 3000)
    void anyChangedBitOfTheHashMatchesNoMore(
            @ForAll("signed") Signed signed, @ForAll @IntRange(max = 255) int bit) {
        byte[] hash = HexFormat.of().parseHex(signed.signature());
        hash[bit / 8] ^= (byte) (1 << bit % 8);
        assertThat(signed.matches(HexFormat.of().formatHex(hash))).isFalse();
    }

    @Property(tries = 3000)
    void anyChangedCharacterOfTheHeaderMatchesNoMore(@ForAll("signed") Signed signed,
            @ForAll @IntRange(max = 63) int at, @ForAll("nearDigits") String characters) {
        String signature = signed.signature();
        boolean sameDigit = characters.toLowerCase().equals(signature.substring(at, at + 1));
        assertThat(signed.matches(signature.substring(0, at) + characters
                + signature.substring(at + 1))).isEqualTo(sameDigit);
    }

    @Provide
    Arbitrary<Signed> signed() {
        return Combinators.combine(
                ascii().ofMinLength(1).ofMaxLength(80), Arbitraries.of("POST", "GET"),
                ascii().ofMaxLength(60).map("https://h/"::concat),
                Arbitraries.oneOf(ascii().ofMaxLength(200),
                        Bodies.koreForms().map(Bodies.Form::body)))
                .as(Signed::new);
    }

    @Provide
    Arbitrary<String> character() {
        return ascii().ofLength(1);
    }

    /** Digits of either case, what is none, and digits of other scripts. */
    @Provide
    Arbitrary<String> nearDigits() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("0123456789abcdefABCDEF").ofLength(1),
                Arbitraries.of("", "00", "g", "G", " ", "\0", "-1", "+1", "\u0660", "\uff10"));
    }

    private static StringArbitrary ascii() {
        return Arbitraries.strings().withCharRange('\0', '\u007f');
    }
}
