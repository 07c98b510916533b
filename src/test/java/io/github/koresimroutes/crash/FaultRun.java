package io.github.koresimroutes.crash;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** Does to an installation what a plan says, one fault after the other, and mends it again. */
final class FaultRun {

    private static final Duration WORK = Duration.ofMinutes(1);
    private static final int SOME = 30;

    private final Installation installation;
    private final FaultPlan plan;
    private final IntSupplier acknowledged;
    private final List<Fault> done = new ArrayList<>();
    private Fault lasting;

    /** @param acknowledged how many callbacks were, up to now */
    FaultRun(Installation installation, FaultPlan plan, IntSupplier acknowledged) {
        this.installation = installation;
        this.plan = plan;
        this.acknowledged = acknowledged;
    }

    /** Goes on for that long, and until there were so many; then nothing is broken any more. */
    List<Fault> run(long millis, int atLeast) throws Exception {
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < end || done.size() < atLeast) {
            Fault fault = plan.next();
            if (lasting != null && lasting.strikesTheSameAs(fault)) {
                mendLasting();
            }
            letALoneProcessWork();
            strike(fault);
            done.add(fault);
            Thread.sleep(fault.millis());
            mendLasting();
            if (fault.overlaps()) {
                lasting = fault;
            } else {
                mend(fault);
                Thread.sleep(fault.pauseMillis());
            }
        }
        mendLasting();
        return done;
    }

    /**
     * Where there is but one and the machine is slow, it would never get beyond its start, or be
     * struck before a callback came. One in four strikes while it starts.
     */
    private void letALoneProcessWork() {
        if (installation.instances().size() == 1 && done.size() % 4 != 0) {
            installation.awaitReady();
            int before = acknowledged.getAsInt();
            await("callbacks are taken").atMost(WORK)
                    .until(() -> acknowledged.getAsInt() >= before + SOME);
        }
    }

    private void mendLasting() throws Exception {
        if (lasting != null) {
            mend(lasting);
            lasting = null;
        }
    }

    private void strike(Fault fault) throws Exception {
        int number = fault.instance();
        switch (fault.kind()) {
            case KILL_INSTANCE -> installation.instance(number).kill();
            case TERMINATE_INSTANCE -> installation.instance(number).terminate();
            case PAUSE_INSTANCE -> installation.instance(number).pause();
            case KILL_BROKER -> installation.broker().kill();
            case KILL_DATABASE -> installation.database().kill();
            case STOP_DATABASE -> installation.database().stopAtOnce();
            case CUT_BROKER_LINK -> installation.brokerLink(number).cut();
            case SILENCE_BROKER_LINK -> installation.brokerLink(number).silence();
            case CUT_DATABASE_LINK -> installation.databaseLink(number).cut();
            case SILENCE_DATABASE_LINK -> installation.databaseLink(number).silence();
        }
    }

    private void mend(Fault fault) throws Exception {
        int number = fault.instance();
        switch (fault.kind()) {
            case KILL_INSTANCE, TERMINATE_INSTANCE -> {
                // The supervisor has started the next process.
            }
            case PAUSE_INSTANCE -> installation.instance(number).resume();
            case KILL_BROKER -> installation.broker().start();
            case KILL_DATABASE, STOP_DATABASE -> installation.database().start();
            case CUT_BROKER_LINK, SILENCE_BROKER_LINK -> installation.brokerLink(number).heal();
            case CUT_DATABASE_LINK, SILENCE_DATABASE_LINK ->
                    installation.databaseLink(number).heal();
        }
    }
}
