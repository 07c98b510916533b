package io.github.koresimroutes.camel;

import io.github.koresimroutes.callback.CallbackShape;
import io.github.koresimroutes.callback.RepeatWatch;
import io.github.koresimroutes.callback.SecretStore;
import io.github.koresimroutes.callback.SecretUse;
import io.github.koresimroutes.config.Defaults;
import io.github.koresimroutes.config.SettingsException;
import io.github.koresimroutes.dispatch.DispatchSettings;
import io.github.koresimroutes.dispatch.Dispatcher;
import io.github.koresimroutes.http.RawBodyHttp;
import io.github.koresimroutes.journal.EventJournal;
import io.github.koresimroutes.journal.InstanceTable;
import io.github.koresimroutes.journal.RouteSetArchive;
import io.github.koresimroutes.metrics.BundleMetrics;
import io.github.koresimroutes.metrics.DispatchMeters;
import io.github.koresimroutes.metrics.MeterSource;
import io.github.koresimroutes.metrics.QuarantineMeters;
import io.github.koresimroutes.quarantine.Quarantine;
import io.github.koresimroutes.quarantine.QuarantineArchive;
import io.github.koresimroutes.metrics.SecretMeters;
import jakarta.jms.ConnectionFactory;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Properties;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.RouteTemplateParameterSource;

/**
 * Puts the bundle into a Camel context: reads and checks the {@code kore.*} settings, opens the
 * journal, and binds what the route files refer to by name. The runtime brings two beans of its own,
 * {@value #DATA_SOURCE} and {@value #CONNECTION_FACTORY}.
 */
public final class KoreSimRoutes implements CamelConfiguration {

    /** The journal's {@link DataSource} in the registry. */
    public static final String DATA_SOURCE = "kore-data-source";
    /** The broker's {@link ConnectionFactory} in the registry; it should be a pool. */
    public static final String CONNECTION_FACTORY = "kore-connection-factory";
    /** Property, for placeholders: the journal's id. */
    public static final String JOURNAL_ID = "kore-journal-id";

    private static final String ENDPOINT_ROUTES = "kore-endpoint-routes";
    private static final String ROUTE_SETS = "kore-route-sets";
    private static final String INSTANCES = "kore-instances";
    private static final String PROBE_QUEUE = "{{kore.dispatch.baton-queue}}.probe";

    private final boolean takesJms;

    /** For a context whose own routes get the events: its component {@code jms} is the bundle's. */
    public KoreSimRoutes() {
        this(true);
    }

    private KoreSimRoutes(boolean takesJms) {
        this.takesJms = takesJms;
    }

    /**
     * For the context of an application, which keeps a component {@code jms} of its own: the routes
     * that get events must be in another context, as {@code KoreSimBundle} has it.
     */
    public static KoreSimRoutes inApplication() {
        return new KoreSimRoutes(false);
    }

    /**
     * Reads and checks the settings, and does nothing else: for runtimes that make something of
     * their own before {@link #configure}.
     *
     * @return the paths that callbacks will come to
     * @throws SettingsException where a setting is missing, wrong or unknown
     */
    public static Set<String> check(CamelContext context) {
        return new EndpointRoutes(BundleSettings.read(context.getPropertiesComponent(),
                Defaults.load()).callback().endpoints()).paths();
    }

    /**
     * @throws SettingsException where a setting is missing, wrong or unknown
     */
    @Override
    public void configure(CamelContext context) throws Exception {
        Properties known = Defaults.load();
        BundleSettings settings =
                BundleSettings.read(context.getPropertiesComponent(), known);
        DefaultsSource defaults = new DefaultsSource(known);
        context.getPropertiesComponent().addPropertiesSource(defaults);
        EventJournal journal = EventJournal.open(settings.journal(),
                bean(context, DATA_SOURCE, DataSource.class));
        try {
            Dispatcher dispatcher = dispatcher(journal, settings.dispatch());
            // The journal is closed when the routes are down: their last events are stored in it.
            Quarantine quarantine = quarantine(journal, settings);
            context.addService(new BundleService(journal, dispatcher, quarantine), true, true);
            defaults.put(JOURNAL_ID, journal.id());
            SecretStore secrets = settings.callback().secrets();
            SecretUse use = new SecretUse(secrets);
            context.addService(new SecretWatch(secrets), true, true);
            RefusalLog refusals = new RefusalLog();
            bind(context, settings, use, journal, dispatcher, refusals);
            context.getRegistry().bind("kore-quarantine", Processor.class,
                    new QuarantineStep(quarantine, refusals));
            context.getRegistry().bind("kore-quarantine-meters", MeterSource.class,
                    new QuarantineMeters(new QuarantineArchive(journal.database()),
                            quarantine.counts()));
            HealthChecks.register(context, new CallbackHealthCheck(
                            secrets, use, settings.callback().endpoints()),
                    journal, dispatcher,
                    bean(context, CONNECTION_FACTORY, ConnectionFactory.class),
                    settings.parkedQueue(), settings.alarmAfter());
            RawBodyHttp.bind(context, settings.limits());
            context.getRegistry().bind("kore-secret-meters", MeterSource.class,
                    new SecretMeters(use));
            context.getRegistry().bind("kore-dispatch-meters", MeterSource.class,
                    new DispatchMeters(dispatcher));
            context.getRegistry().bind(ROUTE_SETS, new RouteSetArchive(journal.database()));
            context.getRegistry().bind(INSTANCES, new InstanceTable(journal.database()));
            BundleMetrics.install(context, journal);
        } catch (Exception e) {
            journal.close();
            throw e;
        }
    }

    /** The paths that endpoints have, once the bundle was configured. */
    public static Set<String> paths(CamelContext context) {
        return bean(context, ENDPOINT_ROUTES, EndpointRoutes.class).paths();
    }

    /** The sets of routes that ran, once the bundle was configured. */
    public static RouteSetArchive routeSets(CamelContext context) {
        return bean(context, ROUTE_SETS, RouteSetArchive.class);
    }

    /** The instances that work on the journal, once the bundle was configured. */
    public static InstanceTable instances(CamelContext context) {
        return bean(context, INSTANCES, InstanceTable.class);
    }

    /** Few of the threads that serve callbacks may wait for the quarantine. */
    private static Quarantine quarantine(EventJournal journal, BundleSettings settings) {
        return new Quarantine(journal.database(), settings.quarantine(),
                new CallbackShape(sid -> settings.callback().secrets().current().isKnown(sid)),
                Math.max(1, settings.workers() / 4));
    }

    private static Dispatcher dispatcher(EventJournal journal, DispatchSettings settings)
            throws SQLException {
        try {
            return new Dispatcher(journal, settings);
        } catch (IllegalStateException e) {
            throw new SettingsException(e.getMessage(), e);
        }
    }

    private void bind(CamelContext context, BundleSettings settings, SecretUse use,
            EventJournal journal, Dispatcher dispatcher, RefusalLog refusals) {
        Registry registry = context.getRegistry();
        RepeatWatch repeats = new RepeatWatch(settings.callback().repeatThreshold(),
                settings.callback().repeatWindow());
        UnsignedCallbacks unsigned = new UnsignedCallbacks();
        EndpointLog.start(settings.callback().endpoints());
        Verification verification = Verification.of(settings.callback());
        ReceiveSteps receive = new ReceiveSteps(
                verification.verifier(), verification.reader(), use, repeats, unsigned,
                refusals, Clock.systemUTC());
        registry.bind(ENDPOINT_ROUTES, RouteTemplateParameterSource.class,
                new EndpointRoutes(settings.callback().endpoints()));
        registry.bind("kore-unsigned-meters", MeterSource.class, unsigned);
        registry.bind("kore-repeat-meters", MeterSource.class, (MeterSource) meters ->
                meters.counter("kore.callbacks.repeated",
                        "Callbacks whose body had come under many tokens in a short time",
                        repeats::repeated));
        registry.bind("kore-verify-callback", Processor.class, (Processor) receive::verify);
        registry.bind("kore-read-callback", Processor.class, (Processor) receive::read);
        registry.bind("kore-journal", IdempotentRepository.class,
                new JournalIdempotentRepository(journal));
        registry.bind("kore-release-space", Processor.class,
                (Processor) exchange -> journal.releaseSpace());
        registry.bind("kore-http-headers", HeaderFilterStrategy.class, new AnswerHeaders());

        bindDispatch(context, dispatcher, new LaneLog(settings.alarmAfter()));
    }

    private void bindDispatch(CamelContext context, Dispatcher dispatcher, LaneLog log) {
        Registry registry = context.getRegistry();
        WatchedSends sends = new WatchedSends();
        ConnectionFactory connections =
                bean(context, CONNECTION_FACTORY, ConnectionFactory.class);
        EventSteps events = new EventSteps(dispatcher.journalId(), sends);
        Routing routing = new Routing(context, () -> DispatchJms.component(
                connections, sends, events::messageCreated));
        registry.bind(Routing.NAME, Routing.class, routing);
        BatonSteps batons = new BatonSteps(dispatcher,
                new TransactionProbe(connections,
                        context.resolvePropertyPlaceholders(PROBE_QUEUE)), sends, routing);
        registry.bind("kore-take-baton", Processor.class, (Processor) batons::take);
        registry.bind("kore-pass-baton", Processor.class, (Processor) batons::pass);
        registry.bind("kore-list-seeds", Processor.class, (Processor) batons::seeds);
        registry.bind("kore-write-seed", Processor.class, (Processor) batons::seed);
        LaneRoutes laneRoutes = new LaneRoutes(dispatcher, log);
        registry.bind("kore-follow-lanes", Processor.class, (Processor) laneRoutes::follow);
        registry.bind("kore-prepare-message", Processor.class, (Processor) events::prepare);
        registry.bind("kore-route-event", Processor.class, (Processor) events::route);
        registry.bind("kore-prepare-copy", Processor.class, (Processor) events::prepareCopy);
        registry.bind("kore-discard", Processor.class, (Processor) events::discard);
        registry.bind("kore-sent-nowhere", Predicate.class, (Predicate) events::isSentNowhere);
        routing.furnishOwn();
        if (takesJms) {
            routing.furnish(context);
        }
    }

    private static <T> T bean(CamelContext context, String name, Class<T> type) {
        T bean = context.getRegistry().lookupByNameAndType(name, type);
        if (bean == null) {
            throw new SettingsException("The Camel registry has no " + type.getSimpleName()
                    + " named " + name + ". Bind the one that kore-sim-routes shall use.");
        }
        return bean;
    }
}
