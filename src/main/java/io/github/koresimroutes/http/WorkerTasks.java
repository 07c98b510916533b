package io.github.koresimroutes.http;

import io.vertx.core.Context;
import io.vertx.core.impl.ContextInternal;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives what may block to worker threads: several pieces at a time where several requests can be
 * read at once, since to wake a thread costs more than to verify a callback.
 */
final class WorkerTasks {

    /** As many follow one another; any that waits, for the quarantine, keeps the rest waiting. */
    private static final int AT_ONCE = 8;

    /** Of one event loop each. */
    private final ThreadLocal<List<Runnable>> collected = ThreadLocal.withInitial(ArrayList::new);

    /**
     * Returns at once.
     *
     * @param eventLoop the context of the request, in whose thread this is called
     * @param work      must not throw
     */
    void execute(Context eventLoop, Runnable work) {
        // Where each request has a context of its own, one must not carry the others' work.
        Context shared = ((ContextInternal) eventLoop).unwrap();
        List<Runnable> tasks = collected.get();
        tasks.add(work);
        if (tasks.size() == 1) {
            // When it is this one's turn, what there was to read has been read.
            shared.runOnContext(now -> handOver(shared, tasks));
        }
    }

    private static void handOver(Context eventLoop, List<Runnable> collected) {
        List<Runnable> tasks = List.copyOf(collected);
        // First: whatever fails below, the next request is handed over again.
        collected.clear();
        for (int i = 0; i < tasks.size(); i += AT_ONCE) {
            List<Runnable> some = tasks.subList(i, Math.min(tasks.size(), i + AT_ONCE));
            eventLoop.executeBlocking(() -> {
                some.forEach(Runnable::run);
                return null;
            }, false);
        }
    }
}
