package io.github.koresimroutes.journal;

import io.github.koresimroutes.callback.SimEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * What tells an event from all others, as short hashes: of the account and the token half a SHA-256,
 * and of the body the first quarter of its own. To hide an event somebody would have to know its
 * token, find another body of the same 64 bits that carries a signature of KORE, and be first.
 */
final class EventKey {

    private EventKey() {
    }

    /** The first 16 bytes of the SHA-256 of account, NUL and token in UTF-8. For ever so. */
    static UUID token(SimEvent event) {
        return token(EventInsert.text(event.accountSid()), EventInsert.text(event.token()));
    }

    static UUID token(String account, String token) {
        MessageDigest digest = sha256();
        digest.update(account.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(token.getBytes(StandardCharsets.UTF_8));
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new UUID(hash.getLong(), hash.getLong());
    }

    /** The first 8 bytes of the body's hash. For ever so. */
    static long body(SimEvent event) {
        return ByteBuffer.wrap(event.bodyHash()).getLong();
    }

    /** For databases that know no UUID. */
    static byte[] bytes(UUID key) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(key.getMostSignificantBits()).putLong(key.getLeastSignificantBits())
                .array();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
