package io.github.koresimroutes.trial;

import io.github.koresimroutes.camel.TrialDispatch;
import io.github.koresimroutes.journal.JournalEntry;
import io.github.koresimroutes.live.RoutingContext;
import io.github.koresimroutes.routeset.RouteSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.SimpleRegistry;

/**
 * The routes of a set, made and run with nothing around them: what they send is noted, and reaches
 * nobody. One thread uses it.
 */
public final class Trial implements AutoCloseable {

    /** Of a message of Camel's: it names this one exchange, and is another one each time. */
    private static final Pattern EXCHANGE =
            Pattern.compile("( on the exchange:|[.]| on:?) Exchange\\[[^]]*]");

    private final Outside outside = new Outside();
    private final RecordingBroker broker = new RecordingBroker(outside::sent);
    private final TrialDispatch dispatch =
            new TrialDispatch(broker.connections(), broker.session(),
                    new RecordingBroker(outside::sent).connections());
    private final TrialSurroundings surroundings;
    private final RoutingContext routes;

    private Trial(RouteSet set, PropertiesComponent settings, BeanRepository application)
            throws Exception {
        surroundings = new TrialSurroundings(settings, application, outside, dispatch);
        routes = RoutingContext.of(set, surroundings);
        try {
            stubComponentsOfFiles();
            routes.start();
        } catch (Exception | LinkageError e) {
            routes.close();
            throw e;
        }
    }

    /** Camel asks the registry for a component before it asks the resolver that has the stubs. */
    private void stubComponentsOfFiles() {
        CamelContext camel = routes.camel();
        for (String bean : camel.getRegistry().findByTypeWithName(Component.class).keySet()) {
            String name = bean.replaceFirst("-component$", "");
            if (camel.hasComponent(name) == null) {
                camel.addComponent(name, new StubComponent(outside));
            }
        }
    }

    /**
     * Makes the routes that teams edit.
     *
     * @param set      the files
     * @param settings others than those of the set
     * @throws Exception as Camel throws it, where the routes cannot be made
     */
    public static Trial of(RouteSet set, PropertiesComponent settings) throws Exception {
        return of(set, settings, new SimpleRegistry());
    }

    /**
     * Makes the routes that teams edit, inside an application.
     *
     * @param settings    others than those of the set
     * @param application its beans, which the routes may name
     * @throws Exception as Camel throws it, where the routes cannot be made
     */
    static Trial of(RouteSet set, PropertiesComponent settings, BeanRepository application)
            throws Exception {
        return new Trial(set, settings, application);
    }

    /** What endpoints other than queues answer from now on. */
    public void answer(List<Answer> answers) {
        outside.answer(answers);
    }

    /** Sends an event through the routes, as the dispatch does. */
    public TrialResult dispatch(JournalEntry entry) {
        outside.take();
        try {
            TrialDispatch.Outcome outcome = dispatch.dispatch(
                    routes.camel(), entry, setting("{{kore.queue.unrouted}}"));
            return new TrialResult(switch (outcome) {
                case SENT -> TrialResult.End.SENT;
                case UNROUTED -> TrialResult.End.UNROUTED;
                case DISCARDED -> TrialResult.End.DISCARDED;
            }, outside.take(), null);
        } catch (Exception e) {
            return failed(e);
        }
    }

    /**
     * Hands a message to a route that takes from outside, as if it had come from there.
     *
     * @param route its id
     */
    public TrialResult hand(String route, String body, Map<String, Object> headers) {
        outside.take();
        Exchange exchange = new DefaultExchange(routes.camel(), ExchangePattern.InOnly);
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeaders(new HashMap<>(headers));
        Exchange done = routes.camel().createProducerTemplate()
                .send("direct:trial-" + route, exchange);
        if (done.getException() != null) {
            return failed(done.getException());
        }
        List<Sent> sent = outside.take();
        return new TrialResult(
                sent.isEmpty() ? TrialResult.End.UNROUTED : TrialResult.End.SENT, sent, null);
    }

    /**
     * The route that takes from a queue, or from what a URI says.
     *
     * @param from the name of a queue, {@code topic:} and a name, or an endpoint without options
     */
    public Optional<String> routeFrom(String from) {
        return surroundings.routeFrom(from);
    }

    /** A text with its placeholders resolved as the routes see them. */
    public String setting(String text) {
        return routes.camel().resolvePropertyPlaceholders(text);
    }

    /** The routes, for pictures of them. */
    public RoutingContext routes() {
        return routes;
    }

    private TrialResult failed(Exception failure) {
        Throwable last = failure;
        while (last.getCause() != null && last.getCause() != last) {
            last = last.getCause();
        }
        return new TrialResult(TrialResult.End.FAILED, outside.take(),
                last.getMessage() == null ? last.getClass().getSimpleName()
                        : EXCHANGE.matcher(last.getMessage()).replaceAll(""));
    }

    @Override
    public void close() {
        routes.close();
    }
}
