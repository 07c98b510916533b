package io.github.koresimroutes.camel;

import io.github.koresimroutes.callback.CallbackReader;
import io.github.koresimroutes.callback.CallbackVerifier;
import io.github.koresimroutes.callback.SecretStore;
import io.github.koresimroutes.callback.SecretUse;
import io.github.koresimroutes.config.AccountKeys;
import io.github.koresimroutes.config.Defaults;
import io.github.koresimroutes.config.KeyCheck;
import io.github.koresimroutes.config.Settings;
import io.github.koresimroutes.config.SettingsException;
import io.github.koresimroutes.dispatch.DispatchSettings;
import io.github.koresimroutes.dispatch.Dispatcher;
import io.github.koresimroutes.http.HttpLimits;
import io.github.koresimroutes.http.RawBodyHttp;
import io.github.koresimroutes.journal.EventJournal;
import io.github.koresimroutes.journal.JournalSettings;
import io.github.koresimroutes.metrics.BundleMetrics;
import io.github.koresimroutes.metrics.DispatchMeters;
import io.github.koresimroutes.metrics.MeterSource;
import io.github.koresimroutes.metrics.SecretMeters;
import jakarta.jms.ConnectionFactory;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.MessageCreatedStrategy;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.Registry;

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

    private static final String QUEUES = "kore.queue.";
    private static final String QUEUE_NAME = "It takes a queue's name.";
    private static final String PROBE_QUEUE = "{{kore.dispatch.baton-queue}}.probe";
    private static final int MOST_BODY_BYTES = 10_000_000;
    private static final int MOST_EVENTS = 10_000;
    private static final int MOST_LANES = 64;
    private static final int MOST_WAITING = 1_000_000;

    /**
     * Reads and checks the settings, and does nothing else: for runtimes that make something of
     * their own before {@link #configure}.
     *
     * @throws SettingsException where a setting is missing, wrong or unknown
     */
    public static void check(CamelContext context) {
        read(context, Defaults.load());
    }

    private record Read(CallbackSettings callback, HttpLimits limits, JournalSettings journal,
            DispatchSettings dispatch, String parkedQueue, Duration alarmAfter) {
    }

    /**
     * @throws SettingsException where a setting is missing, wrong or unknown
     */
    @Override
    public void configure(CamelContext context) throws Exception {
        Properties known = Defaults.load();
        Read settings = read(context, known);
        DefaultsSource defaults = new DefaultsSource(known);
        context.getPropertiesComponent().addPropertiesSource(defaults);
        EventJournal journal = EventJournal.open(settings.journal(),
                bean(context, DATA_SOURCE, DataSource.class));
        try {
            Dispatcher dispatcher = dispatcher(journal, settings.dispatch());
            // The journal is closed when the routes are down: their last events are stored in it.
            context.addService(new BundleService(journal, dispatcher), true, true);
            defaults.put(JOURNAL_ID, journal.id());
            SecretStore secrets = settings.callback().secrets();
            SecretUse use = new SecretUse(secrets);
            context.addService(new SecretWatch(secrets), true, true);
            bind(context, settings, use, journal, dispatcher);
            HealthChecks.register(context, new CallbackHealthCheck(secrets, use),
                    journal, dispatcher,
                    bean(context, CONNECTION_FACTORY, ConnectionFactory.class),
                    settings.parkedQueue(), settings.alarmAfter());
            RawBodyHttp.bind(context, settings.limits());
            context.getRegistry().bind("kore-secret-meters", MeterSource.class,
                    new SecretMeters(use));
            context.getRegistry().bind("kore-dispatch-meters", MeterSource.class,
                    new DispatchMeters(dispatcher));
            BundleMetrics.install(context, journal);
        } catch (Exception e) {
            journal.close();
            throw e;
        }
    }

    private static Read read(CamelContext context, Properties known) {
        PropertiesComponent properties = context.getPropertiesComponent();
        Properties given = properties.loadProperties(key -> key.startsWith("kore."));
        new KeyCheck(known.stringPropertyNames())
                .check(given.stringPropertyNames(), System.getenv().keySet());
        AccountKeys accounts = new AccountKeys(given.stringPropertyNames(), System.getenv());
        Settings settings = new Settings(key -> accounts.value(key, properties::resolveProperty)
                .or(() -> Optional.ofNullable(known.getProperty(key))));
        given.stringPropertyNames().stream().filter(key -> key.startsWith(QUEUES)).sorted()
                .forEach(key -> settings.required(key, QUEUE_NAME));
        return read(settings, accounts.sids());
    }

    private static Read read(Settings settings, Set<String> accountSids) {
        return new Read(CallbackSettings.read(settings, accountSids),
                new HttpLimits(
                        settings.number("kore.callback.max-body-size", 1, MOST_BODY_BYTES),
                        settings.number("kore.callback.max-requests", 1, MOST_WAITING),
                        settings.duration("kore.callback.body-timeout")),
                journalSettings(settings), dispatchSettings(settings),
                settings.required("kore.dispatch.parked-queue", QUEUE_NAME),
                settings.duration("kore.dispatch.alarm-after"));
    }

    private static JournalSettings journalSettings(Settings settings) {
        // Checked here, though only the route keep-house uses them: a wrong one stops the start.
        settings.number("kore.journal.retention-days", 1, 36_500);
        settings.number("kore.journal.retention-slice", 1, 100_000);
        settings.duration("kore.journal.retention-interval");
        return new JournalSettings(
                settings.flag("kore.journal.migrate"),
                settings.duration("kore.journal.accept-timeout"),
                settings.number("kore.journal.accept-queue", 1, MOST_WAITING),
                settings.number("kore.journal.batch-size", 1, MOST_EVENTS));
    }

    private static Dispatcher dispatcher(EventJournal journal, DispatchSettings settings)
            throws SQLException {
        try {
            return new Dispatcher(journal, settings);
        } catch (IllegalStateException e) {
            throw new SettingsException(e.getMessage(), e);
        }
    }

    private static DispatchSettings dispatchSettings(Settings settings) {
        settings.duration("kore.dispatch.seed-interval");
        return new DispatchSettings(
                settings.text("kore.dispatch.lanes").isEmpty() ? OptionalInt.empty()
                        : OptionalInt.of(settings.number("kore.dispatch.lanes", 1, MOST_LANES)),
                settings.number("kore.dispatch.batch-size", 1, MOST_EVENTS),
                settings.duration("kore.dispatch.idle-wait"),
                settings.duration("kore.dispatch.poll-interval"),
                settings.number("kore.dispatch.attempts", 1, 1000),
                settings.duration("kore.dispatch.retry-pause"),
                settings.flag("kore.dispatch.copy-failed"));
    }

    private static void bind(CamelContext context, Read settings, SecretUse use,
            EventJournal journal, Dispatcher dispatcher) {
        Registry registry = context.getRegistry();
        ReceiveSteps receive = new ReceiveSteps(
                new CallbackVerifier(settings.callback().urls(), settings.callback().secrets()),
                new CallbackReader(settings.callback().queryParameters()), use,
                Clock.systemUTC());
        registry.bind("kore-verify-callback", Processor.class, (Processor) receive::verify);
        registry.bind("kore-read-callback", Processor.class, (Processor) receive::read);
        registry.bind("kore-journal", IdempotentRepository.class,
                new JournalIdempotentRepository(journal));
        registry.bind("kore-release-space", Processor.class,
                (Processor) exchange -> journal.releaseSpace());
        registry.bind("kore-http-headers", HeaderFilterStrategy.class, new AnswerHeaders());

        WatchedSends sends = new WatchedSends();
        DispatchSteps dispatch = new DispatchSteps(dispatcher, context.createProducerTemplate(),
                new TransactionProbe(bean(context, CONNECTION_FACTORY, ConnectionFactory.class),
                        context.resolvePropertyPlaceholders(PROBE_QUEUE)), sends);
        registry.bind("kore-take-baton", Processor.class, (Processor) dispatch::take);
        registry.bind("kore-prepare-message", Processor.class, (Processor) dispatch::prepare);
        registry.bind("kore-route-event", Processor.class, (Processor) dispatch::route);
        registry.bind("kore-pass-baton", Processor.class, (Processor) dispatch::pass);
        registry.bind("kore-prepare-copy", Processor.class, (Processor) dispatch::prepareCopy);
        registry.bind("kore-discard", Processor.class, (Processor) dispatch::discard);
        registry.bind("kore-list-seeds", Processor.class, (Processor) dispatch::seeds);
        registry.bind("kore-write-seed", Processor.class, (Processor) dispatch::seed);
        LaneRoutes laneRoutes = new LaneRoutes(
                dispatcher, new LaneLog(settings.alarmAfter()));
        registry.bind("kore-follow-lanes", Processor.class, (Processor) laneRoutes::follow);
        registry.bind("kore-sent-nowhere", Predicate.class, (Predicate) dispatch::isSentNowhere);
        context.addComponent("jms", jms(context, sends, dispatch::messageCreated));
    }

    /**
     * The settings under which the receipt of the baton and all sends share one JMS session, and
     * so one transaction. A transaction manager beside a cached consumer would make them two.
     */
    private static JmsComponent jms(
            CamelContext context, WatchedSends sends, MessageCreatedStrategy created) {
        JmsComponent jms = new JmsComponent(sends);
        jms.setConnectionFactory(bean(context, CONNECTION_FACTORY, ConnectionFactory.class));
        jms.setTransacted(true);
        jms.setLazyCreateTransactionManager(false);
        jms.setCacheLevelName("CACHE_CONSUMER");
        jms.setDeliveryPersistent(true);
        jms.setRecoveryInterval(1000);
        jms.setMessageCreatedStrategy(created);
        return jms;
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
