package io.github.koresimroutes.check;

import io.github.koresimroutes.routeset.RouteFile;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the files that receive and dispatch have to have. Each of these would start without it, and
 * then refuse callbacks, lose events or send them twice.
 */
final class FixedFiles {

    private static final String RECEIVE = "direct:receive-callback";

    private final List<Flow> flows;
    private final Known known;
    private final Findings findings;

    FixedFiles(List<Flow> flows, Known known, Findings findings) {
        this.flows = flows;
        this.known = known;
        this.findings = findings;
    }

    void check() {
        begins(Reach.EVENTS, false, "event", "route-by-status");
        begins(RECEIVE, true, "callback", "receive-callback");
        ReceiveFiles receive = new ReceiveFiles(known, findings);
        the("routeTemplate", "callback-endpoint", "gives every callback its path",
                "callback-endpoint").ifPresent(receive::endpoint);
        from(RECEIVE, true).ifPresent(receive::receive);
        the("routeConfiguration", "answer-errors", "answers callbacks that are refused or cannot be"
                + " stored", "handle-errors").ifPresent(receive::answers);
        DispatchFile dispatch = new DispatchFile(known, findings);
        the("routeTemplate", "dispatch-lane", "sends the events", "dispatch-events")
                .ifPresent(dispatch::lane);
        the("route", "seed-baton", "makes a route for each lane", "dispatch-events")
                .ifPresent(dispatch::seed);
        the("routeConfiguration", "no-error-handler", "keeps a failure from being handled, and half"
                + " a batch from being committed", "dispatch-events")
                .ifPresent(dispatch::noHandler);
    }

    /** One that has to be there. */
    private Optional<Flow> the(String kind, String id, String does, String file) {
        Optional<Flow> found = flows.stream().filter(flow -> flow.kind().equals(kind)
                && flow.file().file().isFixed() && flow.id().filter(id::equals).isPresent())
                .findFirst();
        if (found.isEmpty()) {
            String what = kind.replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
            findings.add(Finding.ofSet("missing-route", "no route file has the " + what + " " + id
                    + ", which " + does + "; look at the `id` in " + file + RouteFile.SUFFIX));
        }
        return found;
    }

    private void begins(String uri, boolean fixed, String gets, String file) {
        if (from(uri, fixed).isEmpty()) {
            findings.add(Finding.ofSet("missing-route", "no route file has a route from " + uri
                    + ", which gets every " + gets + "; look at the `from` in " + file
                    + RouteFile.SUFFIX));
        }
    }

    private Optional<Flow> from(String uri, boolean fixed) {
        return flows.stream().filter(flow -> flow.file().file().isFixed() == fixed)
                .filter(flow -> flow.begins().flatMap(from -> Endpoint.of(from, known).stream())
                        .anyMatch(from -> from.shown().equals(uri)))
                .findFirst();
    }
}
