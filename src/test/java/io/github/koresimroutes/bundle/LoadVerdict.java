package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.koresimroutes.bundle.PacedLoad.Sent;
import io.github.koresimroutes.crash.Checker;
import io.github.koresimroutes.crash.Delivery;
import io.github.koresimroutes.crash.KoreCallback;
import io.github.koresimroutes.crash.Queues;
import io.github.koresimroutes.crash.Verdict;
import jakarta.jms.ConnectionFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether all genuine callbacks of a load are on their queues once, also those that were refused at
 * first.
 *
 * @param accepted  about those that were answered 200
 * @param released  about those that were refused and released: also in the order of their refusal
 * @param missing   tokens that are on no queue
 * @param delivered what lay on the queues
 */
record LoadVerdict(Verdict accepted, Verdict released, List<String> missing,
        List<Delivery> delivered) {

    /** @param again which KORE sent once more before they were released, at no certain time */
    static LoadVerdict of(List<Sent> sent, List<Sent> again, ConnectionFactory broker) {
        Map<String, KoreCallback> tried = sent.stream().map(Sent::callback)
                .collect(Collectors.toMap(KoreCallback::token, Function.identity()));
        List<Delivery> delivered = Queues.drain(broker);
        List<KoreCallback> refused = sent.stream()
                .filter(each -> !each.isAccepted() && !again.contains(each))
                .map(Sent::callback).toList();
        Set<String> ofRefused =
                refused.stream().map(KoreCallback::token).collect(Collectors.toSet());
        Set<String> found = delivered.stream().map(Delivery::token).collect(Collectors.toSet());
        return new LoadVerdict(
                // What is released while these come has no place among them.
                Checker.check(tried, sent.stream().filter(Sent::isAccepted).map(Sent::callback)
                        .toList(), delivered.stream()
                        .filter(each -> !ofRefused.contains(each.token())).toList()),
                Checker.check(tried, refused, delivered.stream()
                        .filter(each -> ofRefused.contains(each.token())).toList()),
                tried.keySet().stream().filter(token -> !found.contains(token)).toList(),
                delivered);
    }

    void assertClean() {
        assertThat(missing).as("on no queue").isEmpty();
        assertThat(accepted.isClean()).as(accepted.toString()).isTrue();
        assertThat(released.isClean()).as(released.toString()).isTrue();
    }

    /** Each of these comes behind all of those of its SIM, by its number too. */
    void assertBehind(List<Sent> late, List<Sent> early) {
        Map<String, Long> sequences = new HashMap<>();
        delivered.forEach(each -> sequences.put(each.token(), each.sequence()));
        Map<String, Long> lastOfSim = new HashMap<>();
        early.forEach(each -> lastOfSim.merge(
                each.callback().sim(), sequences.get(each.callback().token()), Math::max));
        assertThat(late).isNotEmpty().allMatch(each -> sequences.get(each.callback().token())
                > lastOfSim.getOrDefault(each.callback().sim(), 0L));
    }

    @Override
    public String toString() {
        return "genuine callbacks    " + accepted.tried()
                + "\nanswered 200         " + accepted.acknowledged()
                + "\nreleased             " + released.onQueue()
                + "\non their queues      " + delivered.size()
                + "\nmissing              " + missing.size()
                + "\ntwice                "
                + (accepted.twice().size() + released.twice().size())
                + "\non a wrong queue     "
                + (accepted.misplaced().size() + released.misplaced().size())
                + "\nout of order         " + accepted.outOfOrder().size()
                + "\nreleased out of it   " + released.outOfOrder().size();
    }
}
