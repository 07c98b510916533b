package io.github.koresimroutes.crash;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The figures of a run, for people. */
record CrashReport(CrashRun run, int instances, long lanes, List<Fault> faults, Verdict verdict,
        Duration longestStandstill, Duration duration) {

    String text() {
        Map<FaultKind, Integer> byKind = new EnumMap<>(FaultKind.class);
        faults.forEach(fault -> byKind.merge(fault.kind(), 1, Integer::sum));
        StringBuilder kinds = new StringBuilder();
        byKind.forEach((kind, count) -> kinds.append(line("  " + kind, count)));
        return line("run", run.name())
                + line("seed", run.seed())
                + line("instances", instances)
                + line("lanes", lanes)
                + line("SIMs", run.sims())
                + line("faults", faults.size())
                + kinds
                + verdict + "\n"
                + line("longest standstill", longestStandstill.toMillis() / 1000.0 + " s")
                + line("duration", duration.toSeconds() + " s");
    }

    private static String line(String name, Object value) {
        return "%-20s %s%n".formatted(name, value);
    }
}
