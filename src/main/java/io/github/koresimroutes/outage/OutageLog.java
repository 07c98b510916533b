package io.github.koresimroutes.outage;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * What somebody reads at 3 a.m.: one line when a trouble begins, one now and then while it lasts,
 * one when it is over. However often it comes and goes, it is at most two lines an interval. Safe
 * for use by many threads.
 */
public final class OutageLog {

    private final Logger log;
    private final String what;
    private final String counted;
    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private volatile boolean lasting;
    private boolean told;
    private boolean silent;
    private long began;
    private long lastLine;
    private long count;

    /**
     * @param log     where the lines go: WARN while it lasts, INFO when it is over
     * @param what    what is in trouble, to begin a sentence with
     * @param counted what each failure costs, in the plural: {@code callbacks refused}
     */
    public OutageLog(Logger log, String what, String counted) {
        this(log, what, counted, Duration.ofMinutes(1), System::nanoTime);
    }

    OutageLog(Logger log, String what, String counted, Duration interval, LongSupplier nanoTime) {
        this.log = log;
        this.what = what;
        this.counted = counted;
        this.intervalNanos = interval.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Notes a failure, with its reason in a few words. */
    public synchronized void failed(String reason) {
        long now = nanoTime.getAsLong();
        if (!lasting) {
            lasting = true;
            began = now;
            told = false;
            count = 0;
        }
        count++;
        if (silent && now - lastLine < intervalNanos) {
            return;
        }
        if (told) {
            log.warn("{}, for {} s now: {}; {} {}", what, seconds(now), reason, count, counted);
        } else {
            log.warn("{}: {}", what, reason);
        }
        told = true;
        silent = true;
        lastLine = now;
    }

    /** Notes that it works. */
    public void works() {
        if (lasting) {
            end();
        }
    }

    private synchronized void end() {
        if (lasting) {
            lasting = false;
            if (told) {
                log.info("over after {} s: {}; {} {}",
                        seconds(nanoTime.getAsLong()), what, count, counted);
            }
        }
    }

    private long seconds(long now) {
        return Duration.ofNanos(now - began).toSeconds();
    }
}
