package io.github.koresimroutes.callback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** KORE's signature as its page puts it: the hash of four texts, one behind the other. */
final class SignatureOracle {

    private SignatureOracle() {
    }

    /** Each text has a character for each byte. */
    static String sign(String secret, String method, String url, String body) {
        return ExtensibleSha256.hash((secret + method + url + body).getBytes(ISO_8859_1));
    }
}
