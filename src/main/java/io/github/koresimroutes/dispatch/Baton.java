package io.github.koresimroutes.dispatch;

import io.github.koresimroutes.journal.Sent;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one message that whoever dispatches must hold. It names the batch that its last holder sent
 * in the very transaction in which the baton was sent on; so receiving it proves that the batch is
 * on its queues.
 *
 * @param journal   id of the journal whose events it dispatches
 * @param lane      its lane, from 0
 * @param lanes     how many lanes there are
 * @param epoch     rises when a lane gets a new baton by hand
 * @param sequence  rises by one with each batch; 0 for a seed
 * @param nonce     random, this baton's own
 * @param parent    the nonce of the baton that was held when this one was written; null for a seed
 * @param events    what was sent with it, in order
 * @param setAside  what is given up with it, because its route failed again and again
 * @param discarded what the routes dropped on purpose
 * @param closing   whether its lane ends with it: whoever receives it sends nothing any more
 * @param routes    the hash of the route set that these events went through; null where it is not
 *                  known, as in a baton of an older release
 */
public record Baton(
        String journal,
        int lane,
        int lanes,
        long epoch,
        long sequence,
        String nonce,
        String parent,
        List<Sent> events,
        List<Sent> setAside,
        List<Sent> discarded,
        boolean closing,
        String routes) {

    public Baton {
        events = List.copyOf(events);
        setAside = List.copyOf(setAside);
        discarded = List.copyOf(discarded);
    }

    /** The first baton of a lane, which names no events. */
    public static Baton seed(String journal, int lane, int lanes, long epoch) {
        return new Baton(journal, lane, lanes, epoch, 0, randomNonce(), null,
                List.of(), List.of(), List.of(), false, null);
    }

    /** The baton to send on with a batch, while this one is held. */
    public Baton next(
            List<Sent> sent, List<Sent> aside, List<Sent> dropped, String routedBy) {
        return new Baton(journal, lane, lanes, epoch, sequence + 1, randomNonce(), nonce,
                sent, aside, dropped, false, routedBy);
    }

    /** The last baton of a lane, while this one is held. */
    public Baton last() {
        return new Baton(journal, lane, lanes, epoch, sequence + 1, randomNonce(), nonce,
                List.of(), List.of(), List.of(), true, null);
    }

    /** The ids of all events that it says something about. */
    Set<Long> named() {
        return Stream.of(events, setAside, discarded).flatMap(List::stream).map(Sent::id)
                .collect(Collectors.toSet());
    }

    public boolean isSeed() {
        return parent == null;
    }

    private static String randomNonce() {
        return UUID.randomUUID().toString();
    }
}
