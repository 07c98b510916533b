package io.github.koresimroutes.journal;

import io.github.koresimroutes.callback.EventFlag;
import io.github.koresimroutes.callback.EventKind;
import io.github.koresimroutes.callback.SimEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Events for tests: an ordinary one, with what a test cares about changed. */
public final class TestEvents {

    static final Instant RECEIVED = Instant.parse("2026-03-01T10:00:00.123Z");

    private TestEvents() {
    }

    public static SimEvent event(String token) {
        return event(token, "SimStatus=active&Token=" + token);
    }

    public static SimEvent event(String token, String body) {
        return event("HS0ad6", token, body, "application/x-www-form-urlencoded", Set.of());
    }

    /** No database of ours has room for its content type. */
    static SimEvent oversized(String token) {
        return event("HS0ad6", token, "SimStatus=active", "x".repeat(65), Set.of());
    }

    public static SimEvent event(String simSid, String token, String body, String contentType,
            Set<EventFlag> flags) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new SimEvent(EventKind.SIM_STATUS, "AC1", token, flags, simSid, "active",
                Instant.parse("2026-03-01T09:59:59Z"), RECEIVED, contentType, bytes,
                sha256(bytes), "current", Map.of("note", "a \"b\"\u0000"));
    }

    /**
     * An INSERT of so many events at once, with the tokens x1, x2 and so on.
     *
     * @param database the name of its folder of DDL files
     */
    public static String insert(String database, int events) {
        String numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                + events + ")";
        String columns = "kind, account, token, body_hash, received_at, body, bucket";
        return "INSERT INTO sim_event (" + switch (database) {
            case "sqlite" -> columns + ", token_key, body_key) " + numbers
                    + " SELECT 'JSON', '', 'x' || i, x'00', 0, x'00', 0, randomblob(16), i FROM n";
            case "mariadb" -> columns + ", token_key, body_key) SELECT 'JSON', '',"
                    + " CONCAT('x', seq), x'00', 0, x'00', 0, LPAD(seq, 16, '0'), seq"
                    + " FROM seq_1_to_" + events;
            default -> columns + ", token_key, body_key) " + numbers
                    + " SELECT 'JSON', '', 'x' || i, '\\x00', 0, '\\x00', 0, gen_random_uuid(), i"
                    + " FROM n";
        };
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
