package io.github.koresimroutes.callback;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * SHA-256 (FIPS 180-4) that goes on from a finished hash, as an attacker needs it. It is written
 * from the standard, so that the tests can tell a hash without asking the runtime's.
 */
public final class ExtensibleSha256 {

    /** The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
    private static final int[] K = new int[64];
    /** The same of the square roots of the first 8 primes. */
    private static final int[] INITIAL = new int[8];

    static {
        int count = 0;
        for (int n = 2; count < 64; n++) {
            if (BigInteger.valueOf(n).isProbablePrime(50)) {
                if (count < 8) {
                    INITIAL[count] = BigInteger.valueOf(n).shiftLeft(64).sqrt().intValue();
                }
                K[count++] = cubeRootFraction(n);
            }
        }
    }

    private ExtensibleSha256() {
    }

    /** The padding that SHA-256 puts behind a message of some length. */
    public static byte[] padding(long messageLength) {
        int zeros = (int) ((119 - messageLength % 64) % 64);
        return ByteBuffer.allocate(1 + zeros + 8).put((byte) 0x80).put(new byte[zeros])
                .putLong(messageLength * 8).array();
    }

    /** The hash of a message. */
    public static String hash(byte[] message) {
        return finish(INITIAL.clone(), message, message.length);
    }

    /** The hash of message + padding(message) + suffix, from the message's hash and length only. */
    public static String extend(String hash, long messageLength, byte[] suffix) {
        int[] state = new int[8];
        ByteBuffer.wrap(HexFormat.of().parseHex(hash)).asIntBuffer().get(state);
        return finish(state, suffix,
                messageLength + padding(messageLength).length + suffix.length);
    }

    private static String finish(int[] state, byte[] last, long total) {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        rest.writeBytes(last);
        rest.writeBytes(padding(total));
        ByteBuffer blocks = ByteBuffer.wrap(rest.toByteArray());
        while (blocks.hasRemaining()) {
            compress(state, blocks);
        }
        ByteBuffer result = ByteBuffer.allocate(32);
        result.asIntBuffer().put(state);
        return HexFormat.of().formatHex(result.array());
    }

    private static void compress(int[] state, ByteBuffer block) {
        int[] w = new int[64];
        for (int t = 0; t < 64; t++) {
            w[t] = t < 16 ? block.getInt() : w[t - 16] + w[t - 7]
                    + (turn(w[t - 15], 7) ^ turn(w[t - 15], 18) ^ w[t - 15] >>> 3)
                    + (turn(w[t - 2], 17) ^ turn(w[t - 2], 19) ^ w[t - 2] >>> 10);
        }
        int[] v = state.clone();
        for (int t = 0; t < 64; t++) {
            int t1 = v[7] + (turn(v[4], 6) ^ turn(v[4], 11) ^ turn(v[4], 25))
                    + (v[4] & v[5] ^ ~v[4] & v[6]) + K[t] + w[t];
            int t2 = (turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22))
                    + (v[0] & v[1] ^ v[0] & v[2] ^ v[1] & v[2]);
            System.arraycopy(v, 0, v, 1, 7);
            v[4] += t1;
            v[0] = t1 + t2;
        }
        for (int i = 0; i < 8; i++) {
            state[i] += v[i];
        }
    }

    private static int turn(int x, int bits) {
        return Integer.rotateRight(x, bits);
    }

    /** floor(cbrt(n) * 2^32) mod 2^32, by bisection over integers. */
    private static int cubeRootFraction(int n) {
        BigInteger cube = BigInteger.valueOf(n).shiftLeft(96);
        long root = 0;
        for (int bit = 35; bit >= 0; bit--) {
            long tried = root | 1L << bit;
            if (BigInteger.valueOf(tried).pow(3).compareTo(cube) <= 0) {
                root = tried;
            }
        }
        return (int) root;
    }
}
