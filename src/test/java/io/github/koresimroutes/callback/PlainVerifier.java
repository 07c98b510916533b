package io.github.koresimroutes.callback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What one writes who reads KORE's page and no more: the hash, and a parser that forgives. */
final class PlainVerifier {

    private PlainVerifier() {
    }

    /** The parameters of a signed form, of repeated ones the last; empty if it is not signed. */
    static Optional<Map<String, String>> verify(String secret, String url, CallbackRequest request)
            throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update((secret + request.method() + url).getBytes(StandardCharsets.UTF_8));
        String expected = HexFormat.of().formatHex(sha256.digest(request.body()));
        return expected.equals(request.signatures().get(0))
                ? Optional.of(form(request.body())) : Optional.empty();
    }

    private static Map<String, String> form(byte[] body) {
        Map<String, String> form = new TreeMap<>();
        for (String pair : new String(body, ISO_8859_1).split("&")) {
            String[] both = pair.split("=", 2);
            form.put(both[0], both.length < 2 ? ""
                    : URLDecoder.decode(both[1], StandardCharsets.UTF_8));
        }
        return form;
    }
}
