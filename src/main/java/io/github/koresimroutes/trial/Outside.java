package io.github.koresimroutes.trial;

import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;

/** All that routes may reach: it notes what it gets, and answers what it was told to. */
final class Outside {

    private final List<Sent> noted = new ArrayList<>();
    private List<Answer> answers = List.of();

    /** What it answers from now on; where none fits, a body stays as it is. */
    synchronized void answer(List<Answer> all) {
        answers = List.copyOf(all);
    }

    synchronized void sent(Message message) {
        noted.add(Sent.toBroker(message));
    }

    synchronized void called(String uri, Exchange exchange) throws Exception {
        noted.add(Sent.toEndpoint(uri, exchange.getMessage()));
        for (Answer answer : answers) {
            if (answer.fits(uri)) {
                answer.give(exchange);
                return;
            }
        }
    }

    /** What it got since the last time, in order. */
    synchronized List<Sent> take() {
        List<Sent> taken = List.copyOf(noted);
        noted.clear();
        return taken;
    }
}
