package io.github.koresimroutes.crash;

import java.util.List;

/**
 * What the checker found.
 *
 * @param tried        how many callbacks were sent, however often
 * @param acknowledged how many of them were answered 200
 * @param onQueue      how many messages lay on the queues
 * @param lost         tokens that were acknowledged and are on no queue
 * @param twice        tokens of second and further messages
 * @param misplaced    tokens that nobody sent, or that are on another queue than theirs
 * @param outOfOrder   tokens of messages that were overtaken by a later one of their SIM
 */
public record Verdict(int tried, int acknowledged, int onQueue, List<String> lost,
        List<String> twice, List<String> misplaced, List<String> outOfOrder) {

    public boolean isClean() {
        return lost.isEmpty() && twice.isEmpty() && misplaced.isEmpty() && outOfOrder.isEmpty();
    }

    @Override
    public String toString() {
        return "callbacks tried      " + tried
                + "\nacknowledged         " + acknowledged
                + "\non queue             " + onQueue
                + "\nlost                 " + some(lost)
                + "\ntwice                " + some(twice)
                + "\nmisplaced            " + some(misplaced)
                + "\nout of order         " + some(outOfOrder);
    }

    private static String some(List<String> tokens) {
        return tokens.isEmpty()
                ? "0"
                : tokens.size() + " " + tokens.subList(0, Math.min(5, tokens.size()));
    }
}
