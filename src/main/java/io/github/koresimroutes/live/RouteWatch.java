package io.github.koresimroutes.live;

import io.github.koresimroutes.check.Finding;
import io.github.koresimroutes.routeset.RouteFilesException;
import io.github.koresimroutes.routeset.RouteSet;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets edits of the route files in, each set of changes as one: when the files have come to rest,
 * they are checked; only where nothing is wrong with them do they replace what runs.
 */
final class RouteWatch {

    private static final Logger LOG = LoggerFactory.getLogger(RouteWatch.class);
    /** A change is let in when so many looks in a row saw the same: nobody is writing any more. */
    private static final int RESTED = 2;
    /** Where a file is gone its like in the program takes its place; it may only be on its way. */
    private static final int RESTED_AFTER_REMOVAL = 5;

    private final RouteSource source;
    private final Function<RouteSet, List<Finding>> check;
    private final LiveRoutes routes;
    private final EditState state;
    private final Runnable taken;
    private RouteSet seen;
    private int looks;
    private int unreadable;
    private Object decided;

    /**
     * @param source where people edit
     * @param check  finds what is wrong with a set
     * @param routes what runs
     * @param state  is told what becomes of each edit
     * @param taken  is called when an edit was let in
     */
    RouteWatch(RouteSource source, Function<RouteSet, List<Finding>> check,
            LiveRoutes routes, EditState state, Runnable taken) {
        this.source = source;
        this.check = check;
        this.routes = routes;
        this.state = state;
        this.taken = taken;
    }

    /** Looks whether the files have changed, and lets in what is right; it does not throw. */
    void look() {
        RouteSet now = null;
        try {
            now = source.read();
            unreadable = 0;
            follow(now);
        } catch (RouteFilesException e) {
            // A file may go between the list and its turn.
            if (++unreadable < RESTED_AFTER_REMOVAL) {
                return;
            }
            refuse(e.getMessage(), List.of(Finding.ofSet("unreadable", e.getMessage())));
        } catch (Throwable e) {
            // Uncaught, it would end the looking for good.
            refuse(now == null ? e.getClass() : now,
                    List.of(Finding.ofSet("internal", e.toString())));
        }
    }

    private void follow(RouteSet now) {
        looks = now.equals(seen) ? looks + 1 : 1;
        seen = now;
        Changes changes = new Changes(state.running(), now);
        if (looks < (changes.removes() ? RESTED_AFTER_REMOVAL : RESTED) || now.equals(decided)) {
            return;
        }
        if (changes.areLive() || !changes.fixed().isEmpty()) {
            decide(now, changes);
        } else if (!state.refusal().isEmpty()) {
            state.settle();
            LOG.info("the route files are as they run again (set {})", state.running().hash());
        }
        tellOfRestart(changes.fixed());
        decided = now;
    }

    private void decide(RouteSet now, Changes changes) {
        List<Finding> errors = errors(now);
        if (errors.isEmpty() && changes.areLive()) {
            RouteSet effective = changes.effective();
            errors = changes.fixed().isEmpty() ? errors : errors(effective);
            if (errors.isEmpty()) {
                errors = replace(effective, changes);
            }
        }
        if (errors.isEmpty()) {
            state.settle();
        } else {
            refuse(now, errors);
        }
    }

    private List<Finding> errors(RouteSet set) {
        return check.apply(set).stream().filter(Finding::isError).toList();
    }

    private List<Finding> replace(RouteSet effective, Changes changes) {
        String before = state.running().hash();
        try {
            routes.replace(effective);
        } catch (Exception | Error e) {
            return List.of(LoadFailure.finding(effective, e));
        }
        state.take(effective);
        LOG.info("the set of routes {} runs instead of {}; changed: {}",
                effective.hash(), before, changes.describe());
        taken.run();
        return List.of();
    }

    private void refuse(Object what, List<Finding> errors) {
        if (what.equals(decided)) {
            return;
        }
        decided = what;
        state.refuse(errors);
        LOG.error("the changed route files are refused, and the routes of the set {} go on",
                state.running().hash());
        // A line each: logs may cut off what follows a message's first line.
        errors.stream().flatMap(finding -> finding.describe().lines()).forEach(LOG::error);
    }

    private void tellOfRestart(List<String> fixed) {
        if (!fixed.equals(state.needRestart())) {
            state.needRestart(fixed);
            if (!fixed.isEmpty()) {
                LOG.warn("changed, and in effect after a restart: {}", String.join(", ", fixed));
            }
        }
    }
}
