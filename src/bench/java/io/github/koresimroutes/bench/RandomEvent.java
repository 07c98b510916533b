package io.github.koresimroutes.bench;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** A row of the journal as large as a callback's, and as random where an index takes it. */
record RandomEvent(
        String token, byte[] hash, String sim, String status, byte[] body, short bucket) {

    static final String ACCOUNT = "AC3ba717b1d236e6c4a835e46130267eb4";

    static RandomEvent next() {
        String sim = "HS" + HexFormat.of().formatHex(bytes(16));
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String status = Callbacks.STATUSES.get(random.nextInt(Callbacks.STATUSES.size()));
        String body = "ApiVersion=v1&SimUniqueName=my_super_sim&SimSid=" + sim + "&SimStatus="
                + status + "&AccountSid=" + ACCOUNT;
        return new RandomEvent("RQ" + HexFormat.of().formatHex(bytes(16)), bytes(32), sim, status,
                body.getBytes(StandardCharsets.UTF_8), (short) random.nextInt(1024));
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        ThreadLocalRandom.current().nextBytes(bytes);
        return bytes;
    }
}
