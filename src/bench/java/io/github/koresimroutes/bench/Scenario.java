package io.github.koresimroutes.bench;

/** One question that the benchmarks answer. */
interface Scenario {

    /** Measures, and writes its tables. */
    void run(Lab lab, Rounds rounds, Report report) throws Exception;
}
