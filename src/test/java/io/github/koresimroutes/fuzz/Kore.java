package io.github.koresimroutes.fuzz;

import io.github.koresimroutes.callback.ExtensibleSha256;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Who signs, and what is known of the two accounts. Its signature is written anew, not shared. */
final class Kore {

    static final String URL = "https://callbacks.example.com/kore/sim-status";
    static final String OTHER_URL = URL + "/";
    static final String PATH = "/kore/sim-status";
    /** Of every account but the north one. */
    static final String SECRET = "a35974bdf1c769b8bb";
    static final String NORTH = "AC0123456789abcdef0123456789abcdef";
    static final String NORTH_SECRET = "f4d430d03cff6f03e1";

    /** A genuine callback that an attacker has seen, and may send as it is. */
    static final byte[] CAPTURED = bytes("ApiVersion=v1&SimUniqueName=my_super_sim"
            + "&SimSid=HSab3f06be8f5d32caecb91e8a306c6c08&SimStatus=active"
            + "&AccountSid=AC3ba717b1d236e6c4a835e46130267eb4");

    private Kore() {
    }

    static String sign(String secret, String url, byte[] body) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(bytes(secret + "POST" + url));
            return HexFormat.of().formatHex(sha256.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A captured body that goes on, and what anybody can know to be its signature. */
    record Extended(byte[] body, String signature) {
    }

    /** Extends the captured callback without the secret: its length is enough. */
    static Extended extend(byte[] suffix) {
        int length = SECRET.length() + "POST".length() + URL.length() + CAPTURED.length;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(CAPTURED);
        body.writeBytes(ExtensibleSha256.padding(length));
        body.writeBytes(suffix);
        return new Extended(body.toByteArray(),
                ExtensibleSha256.extend(sign(SECRET, URL, CAPTURED), length, suffix));
    }

    /** The secret that the journal knows by this label. */
    static String secretOf(String label) {
        return label.startsWith(NORTH + "/") ? NORTH_SECRET : SECRET;
    }

    /** Whether the secret of north, or else the default one, proves this account. */
    static boolean proves(boolean north, String accountSid) {
        String sid = accountSid.strip().toLowerCase(Locale.ROOT);
        boolean ofNorth = sid.equals(NORTH.toLowerCase(Locale.ROOT));
        return north ? ofNorth : !ofNorth && sid.matches("ac[0-9a-f]{32}");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
