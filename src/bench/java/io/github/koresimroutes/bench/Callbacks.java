package io.github.koresimroutes.bench;

import io.github.koresimroutes.callback.CallbackSignature;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.function.ObjLongConsumer;

/**
 * Signed callbacks as KORE sends them, each with a token and a SIM of its own. It signs them as they
 * are sent: a million of them kept ready would only measure the memory of this process.
 */
final class Callbacks {

    static final String URL = "https://callbacks.example.com/kore/sim-status";
    static final String SECRET = "a35974bdf1c769b8bb";
    static final String PATH = "/kore/sim-status";
    /** All that the shipped routes have a queue for. */
    static final List<String> STATUSES = List.of("new", "ready", "active", "inactive", "scheduled",
            "suspended", "deactivated", "canceled", "updating");

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] KEY = SECRET.getBytes(StandardCharsets.UTF_8);

    private final long seed;
    private final int eachTimes;
    private final ObjLongConsumer<String> made;
    private long next;

    /**
     * @param seed      another one for each run, and so other tokens
     * @param eachTimes how often each callback is sent, one right after the other
     * @param made      hears the token of each as it is made, and when it was due
     */
    Callbacks(long seed, int eachTimes, ObjLongConsumer<String> made) {
        this.seed = seed;
        this.eachTimes = eachTimes;
        this.made = made;
    }

    /** How many have been made, repeats not counted. */
    long distinct() {
        return (next + eachTimes - 1) / eachTimes;
    }

    private String token(long number) {
        return "RQ" + scattered(number);
    }

    /**
     * 32 hexadecimal digits, another for each number, and in no order: KORE's tokens and SIDs are
     * random, and an index has to take them wherever they fall.
     */
    private String scattered(long number) {
        long first = mixed(seed + number);
        return HEX.toHexDigits(first) + HEX.toHexDigits(mixed(first ^ number));
    }

    /** A bijection of 64 bits that leaves no pattern: the finalizer of MurmurHash3. */
    private static long mixed(long bits) {
        long z = (bits ^ (bits >>> 33)) * 0xFF51AFD7ED558CCDL;
        z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return z ^ (z >>> 33);
    }

    /**
     * The next request, with its head.
     *
     * @param due when it is to be sent, by {@link System#nanoTime}
     */
    ByteBuffer next(long due) {
        long number = next++ / eachTimes;
        String token = token(number);
        made.accept(token, due);
        byte[] body = body(number);
        String head = "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                + "application/x-www-form-urlencoded; charset=utf-8\r\n"
                + "Date: 2026-11-24T09:39:22Z\r\n"
                + "Kore-Idempotency-Token: " + token
                + "\r\nKore-Signature: " + CallbackSignature.sign(KEY, "POST", URL, body)
                + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        ByteBuffer request = ByteBuffer.allocate(head.length() + body.length);
        request.put(head.getBytes(StandardCharsets.US_ASCII)).put(body).flip();
        return request;
    }

    private byte[] body(long number) {
        return ("ApiVersion=v1&SimUniqueName=my_super_sim&SimSid=HS"
                + scattered(number)
                + "&SimStatus=" + STATUSES.get((int) (number % STATUSES.size()))
                + "&AccountSid=AC3ba717b1d236e6c4a835e46130267eb4")
                .getBytes(StandardCharsets.UTF_8);
    }
}
