package io.github.koresimroutes.trial;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;

/** All that routes may reach besides the broker: it answers what it was told to, and notes calls. */
final class Outside {

    private final List<Sent> calls = new ArrayList<>();
    private List<Answer> answers = List.of();

    /** What it answers from now on; where none fits, a body stays as it is. */
    synchronized void answer(List<Answer> all) {
        answers = List.copyOf(all);
    }

    synchronized void called(String uri, Exchange exchange) throws Exception {
        calls.add(Sent.toEndpoint(uri, exchange.getMessage()));
        for (Answer answer : answers) {
            if (answer.fits(uri)) {
                answer.give(exchange);
                return;
            }
        }
    }

    /** The calls since the last time. */
    synchronized List<Sent> take() {
        List<Sent> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }
}
