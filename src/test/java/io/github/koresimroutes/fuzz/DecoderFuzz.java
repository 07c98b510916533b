package io.github.koresimroutes.fuzz;

import io.github.koresimroutes.http.DecoderRun;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Fuzzes where a request begins and ends. In whatever pieces the bytes arrive, the same requests
 * are read of them; and each of them is one, with the same end, for {@link StrictHttp}: what a
 * proxy and the server read otherwise could hide one request in another.
 *
 * <p>The first byte of an input chooses the pieces; the rest are the bytes of a connection.
 */
public final class DecoderFuzz {

    private DecoderFuzz() {
    }

    /** Called with each input. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
        DecoderRun whole = DecoderRun.of(bytes, () -> bytes.length);
        Random random = new Random(input[0]);
        DecoderRun pieces = DecoderRun.of(bytes, () -> 1 + random.nextInt(input[0] & 31 | 1));
        requireSame(whole, pieces);
        List<StrictHttp.Request> strict = StrictHttp.parse(bytes);
        for (int i = 0; i < whole.requests().size(); i++) {
            DecoderRun.Read read = whole.requests().get(i);
            StrictHttp.Request expected = i < strict.size() ? strict.get(i) : null;
            if (expected == null || !expected.method().equals(read.method())
                    || !expected.target().equals(read.target())
                    || !Arrays.equals(expected.body(), read.body())) {
                throw new AssertionError("Read otherwise than by RFC 9112: request " + i + " of "
                        + Kore.text(bytes));
            }
        }
    }

    private static void requireSame(DecoderRun whole, DecoderRun pieces) {
        // Netty counts a line that is about as long as allowed otherwise when it comes in pieces,
        // and one that is also malformed is refused for what is seen first.
        boolean limited = isLimit(whole.fault()) || isLimit(pieces.fault());
        int common = Math.min(whole.requests().size(), pieces.requests().size());
        boolean same = limited || (whole.requests().size() == pieces.requests().size()
                && (whole.fault() == 0) == (pieces.fault() == 0));
        for (int i = 0; same && i < common; i++) {
            DecoderRun.Read one = whole.requests().get(i);
            DecoderRun.Read other = pieces.requests().get(i);
            same = one.method().equals(other.method()) && one.target().equals(other.target())
                    && Arrays.equals(one.body(), other.body());
        }
        if (!same) {
            throw new AssertionError("Read otherwise in pieces: " + whole.requests().size()
                    + " requests and " + whole.fault() + ", in pieces " + pieces.requests().size()
                    + " and " + pieces.fault());
        }
    }

    private static boolean isLimit(int fault) {
        return fault == 414 || fault == 431;
    }
}
