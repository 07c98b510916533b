package io.github.koresimroutes.live;

import io.github.koresimroutes.check.Finding;
import io.github.koresimroutes.routeset.RouteSet;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What became of the last edit of the route files, for health and metrics. */
final class EditState {

    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile RouteSet running;
    private volatile Instant since;
    private volatile List<Finding> refusal = List.of();
    private volatile List<String> needRestart = List.of();
    private volatile List<String> others = List.of();

    /** @param running what the bundle began with */
    EditState(RouteSet running) {
        this.running = running;
        this.since = Instant.now();
    }

    void take(RouteSet set) {
        running = set;
        since = Instant.now();
        refusal = List.of();
        taken.incrementAndGet();
    }

    void refuse(List<Finding> findings) {
        refusal = List.copyOf(findings);
        refused.incrementAndGet();
    }

    /** The files are as they run, but for those that need a restart. */
    void settle() {
        refusal = List.of();
    }

    void needRestart(List<String> files) {
        needRestart = List.copyOf(files);
    }

    void others(List<String> sets) {
        others = List.copyOf(sets);
    }

    /** The hashes of what other instances run, of each that differs. */
    List<String> others() {
        return others;
    }

    /** What runs. */
    RouteSet running() {
        return running;
    }

    /** Since when. */
    Instant since() {
        return since;
    }

    /** Why the files as they are now do not run; empty where they do. */
    List<Finding> refusal() {
        return refusal;
    }

    /** The files whose change waits for a restart. */
    List<String> needRestart() {
        return needRestart;
    }

    /** How many edits were let in since the start. */
    long taken() {
        return taken.get();
    }

    /** How many edits were refused since the start. */
    long refused() {
        return refused.get();
    }
}
