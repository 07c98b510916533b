package io.github.koresimroutes.standalone;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.camel.GivenSettings;
import io.github.koresimroutes.camel.Verification;
import io.github.koresimroutes.config.Defaults;
import io.github.koresimroutes.config.KeyCheck;
import io.github.koresimroutes.config.SettingsException;
import io.github.koresimroutes.journal.ExistingJournal;
import io.github.koresimroutes.routeset.RouteSettings;
import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.support.service.ServiceHelper;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/**
 * What a command works on: the settings that a run would have, its journal and its broker.
 * Instances may run meanwhile. Nothing is made: no route, no schema, no file, no broker.
 */
public final class Installation implements AutoCloseable {

    private final PropertiesComponent properties;
    private final StandaloneSettings settings;
    private HikariDataSource pool;
    private ExistingJournal journal;
    private JmsPoolConnectionFactory connections;

    private Installation(PropertiesComponent properties, StandaloneSettings settings) {
        this.properties = properties;
        this.settings = settings;
    }

    /**
     * Reads the settings and checks their names; opens nothing yet.
     *
     * @param configDirectory the directory of application.properties, or null
     * @throws SettingsException if a setting is unknown
     */
    public static Installation of(Path configDirectory) {
        Logging.configureForCommand();
        // Never started: it only resolves placeholders as the context of a run does.
        DefaultCamelContext context = new DefaultCamelContext();
        PropertiesComponent properties = context.getPropertiesComponent();
        properties.setLocation(StandaloneSettings.locations(configDirectory));
        ServiceHelper.startService(properties);
        new KeyCheck(Defaults.load().stringPropertyNames())
                .check(new GivenSettings(properties).keys(), System.getenv().keySet());
        return new Installation(properties, new StandaloneSettings(context));
    }

    /** The settings of the route editors. */
    public RouteSettings routeSettings() {
        return RouteSettings.of(properties);
    }

    /** All settings, as Camel reads them. */
    public PropertiesComponent properties() {
        return properties;
    }

    /** The settings of a run. */
    public StandaloneSettings settings() {
        return settings;
    }

    /**
     * What an instance with these settings takes for KORE's.
     *
     * @throws SettingsException if secret or URL are missing or wrong
     */
    public Verification verification() {
        return Verification.read(properties);
    }

    /**
     * The journal, with a connection of the command's own; opened at the first call.
     *
     * @throws StartException        if there is no such database, or it cannot be reached
     * @throws IllegalStateException if the database holds no journal, or one of another release
     */
    public ExistingJournal journal() {
        if (journal == null) {
            pool = JournalPool.openExisting(settings);
            journal = ExistingJournal.open(pool);
        }
        return journal;
    }

    /**
     * Connections to the broker that the instances use: the external one, or where an instance's
     * own broker listens. None is opened before the caller asks for one.
     *
     * @throws StartException if the instances' own broker listens nowhere
     */
    public ConnectionFactory connectionFactory() {
        if (connections == null) {
            connections = BrokerConnections.forCommand(settings);
        }
        return connections;
    }

    @Override
    public void close() {
        if (connections != null) {
            connections.stop();
        }
        if (pool != null) {
            pool.close();
        }
        ServiceHelper.stopService(properties);
    }
}
