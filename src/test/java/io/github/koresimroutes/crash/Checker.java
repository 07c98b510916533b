package io.github.koresimroutes.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares what KORE was told 200 for with what lies on the queues. */
public final class Checker {

    private Checker() {
    }

    /**
     * Judges.
     *
     * @param tried        all callbacks, by token
     * @param acknowledged those that were answered 200; of each SIM in that order
     * @param delivered    the messages, of each queue in its order
     */
    public static Verdict check(Map<String, KoreCallback> tried, List<KoreCallback> acknowledged,
            List<Delivery> delivered) {
        Set<String> seen = new HashSet<>();
        List<String> twice = new ArrayList<>();
        List<String> misplaced = new ArrayList<>();
        for (Delivery delivery : delivered) {
            if (!seen.add(delivery.token())) {
                twice.add(delivery.token());
            }
            KoreCallback callback = tried.get(delivery.token());
            if (callback == null || !Queues.of(callback.status()).equals(delivery.queue())
                    || !callback.sim().equals(delivery.sim())) {
                misplaced.add(delivery.token());
            }
        }
        List<String> lost = acknowledged.stream().map(KoreCallback::token)
                .filter(token -> !seen.contains(token)).toList();
        return new Verdict(tried.size(), acknowledged.size(), delivered.size(),
                lost, twice, misplaced, outOfOrder(acknowledged, delivered));
    }

    /** Of each SIM on each queue: KoreSequence rises, and acknowledgements keep their order. */
    private static List<String> outOfOrder(
            List<KoreCallback> acknowledged, List<Delivery> delivered) {
        Map<String, Integer> rank = new HashMap<>();
        for (KoreCallback callback : acknowledged) {
            rank.put(callback.token(), rank.size());
        }
        Map<String, Long> lastSequence = new HashMap<>();
        Map<String, Integer> lastRank = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        for (Delivery delivery : delivered) {
            String lane = delivery.sim() + " on " + delivery.queue();
            Long before = lastSequence.put(lane, delivery.sequence());
            Integer mine = rank.get(delivery.token());
            // What was never acknowledged may have arrived whenever it liked.
            Integer earlier = mine == null ? null : lastRank.put(lane, mine);
            if (before != null && before >= delivery.sequence()
                    || earlier != null && earlier > mine) {
                wrong.add(delivery.token());
            }
        }
        return wrong;
    }
}
