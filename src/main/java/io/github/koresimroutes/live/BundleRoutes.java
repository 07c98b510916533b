package io.github.koresimroutes.live;

import io.github.koresimroutes.camel.GivenSettings;
import io.github.koresimroutes.camel.KoreSimRoutes;
import io.github.koresimroutes.check.Finding;
import io.github.koresimroutes.config.Settings;
import io.github.koresimroutes.routeset.RouteFilesException;
import io.github.koresimroutes.routeset.RouteSet;
import io.github.koresimroutes.trial.RouteFindings;
import java.sql.SQLException;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes of a bundle, from their files: those that receive and dispatch are in its own context,
 * those that teams edit in another one, where they are replaced while it runs.
 */
public final class BundleRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(BundleRoutes.class);
    private static final String RECEIVE_CALLBACK = "direct:receive-callback";
    private static final String CALLBACK_ENDPOINT = "callback-endpoint";

    private final CamelContext bundle;
    private final LiveEdit edit;

    private BundleRoutes(CamelContext bundle, LiveEdit edit) {
        this.bundle = bundle;
        this.edit = edit;
    }

    /**
     * Loads the routes into a context that {@link KoreSimRoutes} has configured and that has not
     * started.
     *
     * @param routes what was read
     * @param errors what is wrong with that: where there is anything, the set runs that ran last
     * @throws RouteFilesException where the routes cannot be loaded; the message is for people
     */
    public static BundleRoutes load(CamelContext bundle, RouteSet routes, List<Finding> errors) {
        RouteSet set = errors.isEmpty() ? routes : lastGood(bundle, routes, errors);
        LiveEdit edit;
        try {
            RouteLoading.load(bundle, set.fixed());
            requireFixedRoutes(bundle);
            edit = LiveEdit.begin(bundle, set);
        } catch (RouteFilesException e) {
            throw e;
        } catch (Exception e) {
            throw new RouteFilesException("the routes cannot be loaded:\n"
                    + LoadFailure.finding(set, e).describe(), e);
        }
        if (!errors.isEmpty()) {
            edit.refuse(errors);
        }
        return new BundleRoutes(bundle, edit);
    }

    /** What ran last, in place of broken files. Settings that may be secret are those of today. */
    private static RouteSet lastGood(
            CamelContext bundle, RouteSet routes, List<Finding> errors) {
        try {
            RouteSet kept = KoreSimRoutes.routeSets(bundle).latest().orElseThrow(() ->
                    new RouteFilesException("the route files are not right, and the journal"
                            + " keeps no set of files that ran:\n" + Finding.describe(errors))).set();
            // What receives and dispatches is of this release, and never from a database.
            RouteSet set = routes.withLiveOf(kept);
            List<Finding> misfits =
                    findings(bundle, set).stream().filter(Finding::isError).toList();
            if (!misfits.isEmpty()) {
                throw new RouteFilesException("the route files are not right, and those"
                        + " that ran last do not fit, either:\n" + Finding.describe(misfits));
            }
            LOG.error("the route files are not right, so this begins with those of the set {},"
                    + " which ran last", kept.hash());
            errors.stream().flatMap(error -> error.describe().lines()).forEach(LOG::error);
            return set;
        } catch (SQLException e) {
            throw new RouteFilesException("the set of files that ran last cannot be read from the"
                    + " journal: " + e.getMessage(), e);
        }
    }

    private static List<Finding> findings(CamelContext bundle, RouteSet set) {
        return RouteFindings.of(set, bundle.getPropertiesComponent(), bundle.getRegistry());
    }

    private static void requireFixedRoutes(CamelContext bundle) {
        Model model = bundle.getCamelContextExtension().getContextPlugin(Model.class);
        requireRoute(model, RECEIVE_CALLBACK, "callback", "receive-callback");
        if (model.getRouteTemplateDefinition(CALLBACK_ENDPOINT) == null) {
            throw new RouteFilesException("no route file has the route template "
                    + CALLBACK_ENDPOINT + ", which gives every callback its path.\nLook at the `id` in"
                    + " routes/callback-endpoint.camel.yaml.");
        }
    }

    /** Without it all that it gets would wait for a route that never comes. */
    private static void requireRoute(Model model, String uri, String gets, String file) {
        boolean there = model.getRouteDefinitions().stream().anyMatch(route ->
                route.getInput() != null
                        && route.getInput().getEndpointUri().replace("//", "").equals(uri));
        if (!there) {
            throw new RouteFilesException("no route file has a route from " + uri
                    + ", which gets every " + gets + ".\nLook at the `from` in"
                    + " routes/" + file + ".camel.yaml.");
        }
    }

    /**
     * Starts the consumers of the teams' routes, when the bundle has started, and lets edits in if
     * the settings say so.
     *
     * @param source where people edit
     */
    public void started(RouteSource source) throws Exception {
        edit.started();
        Settings settings =
                new Settings(new GivenSettings(bundle.getPropertiesComponent())::resolve);
        if (settings.flag("kore.routes.watch")) {
            edit.watch(source, set -> findings(bundle, set),
                    settings.duration("kore.routes.watch-interval"));
        }
    }
}
