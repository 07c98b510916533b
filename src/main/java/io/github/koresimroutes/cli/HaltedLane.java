package io.github.koresimroutes.cli;

import java.io.PrintWriter;

/** Tells that a lane stays halted, also where the command is interrupted: nobody else would. */
final class HaltedLane implements AutoCloseable {

    private final int lane;
    private final PrintWriter err;
    private final Thread hook = new Thread(this::tell, "lane-stays-halted");
    private volatile boolean halted;

    HaltedLane(int lane, boolean halted, PrintWriter err) {
        this.lane = lane;
        this.halted = halted;
        this.err = err;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    void isHalted() {
        halted = true;
    }

    void isDealtWith() {
        halted = false;
    }

    /** Says so where it is so. */
    void tell() {
        if (halted) {
            err.println("Lane " + lane + " stays halted. Run again: kore-sim dispatch repair "
                    + lane);
            err.flush();
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends already, and the hook has told.
        }
    }
}
