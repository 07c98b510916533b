package io.github.koresimroutes.live;

import io.github.koresimroutes.journal.InstanceTable;
import io.github.koresimroutes.journal.RouteSetArchive;
import io.github.koresimroutes.journal.SeenInstance;
import io.github.koresimroutes.routeset.RouteSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the journal which routes this instance runs, and asks it what others run. Whatever the
 * database does, routes and events go on.
 */
final class RouteRecord extends ServiceSupport {

    /** How often {@link #beat} is to be called. */
    static final Duration INTERVAL = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(RouteRecord.class);
    private static final Duration RECENTLY = INTERVAL.multipliedBy(3);
    /** As long as a change takes to reach all instances, nothing is said. */
    private static final int PATIENT_BEATS = 3;

    private final String instance = UUID.randomUUID().toString();
    private final RouteSetArchive archive;
    private final InstanceTable instances;
    private final Duration retention;
    private final EditState state;
    private String stored = "";
    private int differing;

    /** @param retention how long events stay in the journal */
    RouteRecord(RouteSetArchive archive, InstanceTable instances, Duration retention,
            EditState state) {
        this.archive = archive;
        this.instances = instances;
        this.retention = retention;
        this.state = state;
    }

    /** Keeps what runs, if it is not kept yet, and compares it with what others run. */
    synchronized void beat() {
        RouteSet running = state.running();
        try {
            if (!running.hash().equals(stored)) {
                archive.store(running, retention);
                stored = running.hash();
            }
            instances.beat(instance, running.hash());
            compare(running.hash(), instances.others(instance, RECENTLY));
        } catch (SQLException | RuntimeException | Error e) {
            // Uncaught, it would end the telling for good. Health and log tell of the database;
            // this comes again.
            LOG.debug("which routes run is not told to the journal", e);
        }
    }

    private void compare(String running, List<SeenInstance> others) {
        List<String> sets = others.stream().map(SeenInstance::routeSet)
                .filter(set -> set != null && !set.equals(running)).sorted().toList();
        differing = sets.isEmpty() ? 0 : differing + 1;
        if (differing == PATIENT_BEATS) {
            LOG.warn("{} other instance(s) run another set of routes than this one ({}): {}."
                    + " kore-sim routes show tells what is in it", sets.size(), running,
                    String.join(", ", sets.stream().distinct().toList()));
        }
        state.others(sets);
    }

    @Override
    protected void doStop() {
        try {
            instances.leave(instance);
        } catch (SQLException | RuntimeException e) {
            LOG.debug("this instance is forgotten in an hour", e);
        }
    }
}
