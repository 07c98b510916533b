package io.github.koresimroutes.crash;

import java.util.List;

/** What can be done to an installation. */
enum FaultKind {

    /** {@code kill -9} of one bundle instance, which is started again at once. */
    KILL_INSTANCE("instance"),
    /** SIGTERM to one bundle instance, which is started again at once. */
    TERMINATE_INSTANCE("instance"),
    /** SIGSTOP of one instance for longer than the broker waits for it, then SIGCONT. */
    PAUSE_INSTANCE("instance"),
    /** {@code kill -9} of the broker, started again after a while. */
    KILL_BROKER("broker"),
    /** {@code kill -9} of every process of PostgreSQL, started again after a while. */
    KILL_DATABASE("database"),
    /** The immediate shutdown of PostgreSQL, started again after a while. */
    STOP_DATABASE("database"),
    /** One instance's connections to the broker are reset, and new ones refused. */
    CUT_BROKER_LINK("broker-link"),
    /** One instance's connections to the broker fall silent; what was sent arrives late. */
    SILENCE_BROKER_LINK("broker-link"),
    /** One instance's connections to the database are reset, and new ones refused. */
    CUT_DATABASE_LINK("database-link"),
    /** One instance's connections to the database fall silent; what was sent arrives late. */
    SILENCE_DATABASE_LINK("database-link");

    private final String component;

    FaultKind(String component) {
        this.component = component;
    }

    /** What it strikes; two faults of one component cannot last at the same time. */
    String component() {
        return component;
    }

    /** All that can happen to one process that holds everything. */
    static List<FaultKind> ofOneProcess() {
        return List.of(KILL_INSTANCE, KILL_INSTANCE, TERMINATE_INSTANCE, PAUSE_INSTANCE);
    }
}
