package io.github.koresimroutes.embedded;

import io.github.koresimroutes.camel.GivenSettings;
import io.github.koresimroutes.camel.KoreSimRoutes;
import io.github.koresimroutes.check.Finding;
import io.github.koresimroutes.check.Known;
import io.github.koresimroutes.check.RouteCheck;
import io.github.koresimroutes.config.Defaults;
import io.github.koresimroutes.config.Settings;
import io.github.koresimroutes.config.SettingsException;
import io.github.koresimroutes.http.RawBodyHttp;
import io.github.koresimroutes.live.BundleRoutes;
import io.github.koresimroutes.live.RouteSource;
import io.github.koresimroutes.routeset.RouteFiles;
import io.github.koresimroutes.routeset.RouteFilesException;
import io.github.koresimroutes.routeset.RouteSet;
import io.github.koresimroutes.routeset.RouteSettings;
import io.github.koresimroutes.standalone.OwnPools;
import io.github.koresimroutes.trial.RouteFindings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole bundle inside an application of somebody's own: settings, steps and routes. The application
 * brings a {@code DataSource} and a {@code ConnectionFactory}, by the names that {@link KoreSimRoutes}
 * has for them, its HTTP server, and its own routes beside.
 */
public final class KoreSimBundle implements CamelConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(KoreSimBundle.class);

    /**
     * Puts the bundle into a context that has not started. Its routes start with the context.
     *
     * @throws SettingsException   where a setting is missing, wrong or unknown
     * @throws RouteFilesException where the route files are not right
     */
    @Override
    public void configure(CamelContext context) throws Exception {
        // A wrong setting stops the start before a database is opened.
        RawBodyHttp.notReady(context, KoreSimRoutes.check(context));
        OwnPools.bindMissing(context);
        KoreSimRoutes.inApplication().configure(context);
        PropertiesComponent properties = context.getPropertiesComponent();
        Settings settings = new Settings(new GivenSettings(properties)::resolve);
        RouteSource source = source(properties);
        RouteSet routes = source.read();
        boolean lastGood = settings.flag("kore.routes.start-with-last-good");
        List<Finding> errors = (lastGood
                ? RouteFindings.of(routes, properties, context.getRegistry())
                : RouteCheck.findings(routes, Known.of(properties, routes.settings())
                        .inside(context.getRegistry())))
                .stream().filter(Finding::isError).toList();
        if (!errors.isEmpty() && !lastGood) {
            throw new RouteFilesException("the route files are not right:\n"
                    + Finding.describe(errors));
        }
        BundleRoutes bundle = BundleRoutes.load(context, routes, errors);
        context.addStartupListener((started, already) -> bundle.started(source));
    }

    private static RouteSource source(PropertiesComponent properties) {
        Optional<String> directory = new GivenSettings(properties)
                .resolve("kore.routes.directory").map(String::strip).filter(d -> !d.isEmpty());
        RouteFiles files = RouteFiles.of(directory.map(Path::of).orElse(null));
        LOG.info("route files: {}", files.describe());
        Properties defaults = Defaults.load();
        return () -> files.again().read(RouteSettings.of(properties).withDefaults(defaults));
    }
}
