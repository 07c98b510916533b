package io.github.koresimroutes.routetest;

import io.github.koresimroutes.journal.JournalEntry;
import io.github.koresimroutes.trial.Answer;
import io.github.koresimroutes.trial.TrialResult;
import java.util.List;
import java.util.Map;

/**
 * A test as somebody wrote it.
 *
 * @param name     what it says of the routes
 * @param place    its file and line, for people
 * @param event    the callback that comes; null where a route is handed a message
 * @param message  the message that a route is handed; null where a callback comes
 * @param settings of the route editors, for this test only
 * @param answers  what endpoints besides queues answer
 * @param follow   whether what is sent to a queue goes on to the route that takes from it
 * @param expected what must become of it
 */
public record RouteTest(String name, String place, JournalEntry event, Handed message,
        Map<String, String> settings, List<Answer> answers, boolean follow, Expected expected) {

    /**
     * A message for a route that takes from outside.
     *
     * @param from       the queue that it comes from, or the id of the route
     * @param body       its text
     * @param properties its JMS properties
     */
    public record Handed(String from, String body, Map<String, Object> properties) {
    }

    /**
     * What must become of it.
     *
     * @param end   how it must end; null for any way but a failure
     * @param sends what must be sent, each once, in any order
     * @param open  whether more may be sent
     * @param never where nothing may be sent
     * @param fails part of the message that it must fail with; null where it may not fail
     */
    public record Expected(TrialResult.End end, List<ExpectedSend> sends, boolean open,
            List<String> never, String fails) {
    }

    /**
     * A message that must be sent.
     *
     * @param target     where to, as people write it, with placeholders
     * @param properties some of its properties, null for one that it may not have
     * @param body       its text; a map for some members of a JSON object; null for any
     */
    public record ExpectedSend(String target, Map<String, Object> properties, Object body) {
    }
}
