package io.github.koresimroutes.crash;

/** What a run can be told: {@code -Dcrash.seed=…} and others. */
final class CrashSettings {

    private CrashSettings() {
    }

    /** The one that was given, or another one each time. */
    static long seed() {
        return Long.getLong("crash.seed", System.nanoTime() & 0xffff_ffffL);
    }

    static int number(String name, int fallback) {
        return Integer.getInteger("crash." + name, fallback);
    }
}
