package io.github.koresimroutes.bundle;

import io.github.koresimroutes.camel.KoreSimRoutes;
import io.github.koresimroutes.live.LiveEdit;
import io.github.koresimroutes.live.RouteLoading;
import io.github.koresimroutes.routeset.RouteFiles;
import io.github.koresimroutes.routeset.RouteSet;
import io.github.koresimroutes.routeset.RouteSettings;
import io.github.koresimroutes.standalone.StandaloneResources;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** The bundle as it is shipped, on Camel Main: the files of routes/ and config/, real parts. */
final class RunningBundle implements AutoCloseable {

    static final String SECRET = "a35974bdf1c769b8bb";
    static final String URL = "https://callbacks.example.com/kore/sim-status";

    private final Main main;
    private final StandaloneResources resources = new StandaloneResources();
    private final int port = freePort();
    private final int healthPort = freePort();

    private RunningBundle(Main main) {
        this.main = main;
    }

    /** Settings of a bundle whose journal is a file of the directory. */
    static Map<String, String> sqlite(Path directory, TestBroker broker) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("kore.journal.url", "jdbc:sqlite:" + directory.resolve("journal.db"));
        settings.putAll(broker.settings());
        return settings;
    }

    static RunningBundle start(Map<String, String> settings) throws Exception {
        return start(new Main(), settings);
    }

    /** With the routes that teams edit in a context of their own, as {@code bin/kore-sim} does. */
    static RunningBundle startLive(Path routes, Map<String, String> settings) throws Exception {
        LiveMain main = new LiveMain(routes);
        RunningBundle bundle = start(main, settings);
        main.edit.started();
        return bundle;
    }

    private static final class LiveMain extends Main {

        private final Path routes;
        private LiveEdit edit;

        private LiveMain(Path routes) {
            this.routes = routes;
        }

        @Override
        protected void configureRoutes(CamelContext camelContext) throws Exception {
            RouteSet set = RouteFiles.of(routes)
                    .read(RouteSettings.of(camelContext.getPropertiesComponent()));
            RouteLoading.load(camelContext, set.fixed());
            edit = LiveEdit.begin(camelContext, set);
        }
    }

    private static RunningBundle start(Main main, Map<String, String> settings) throws Exception {
        RunningBundle bundle = new RunningBundle(main);
        bundle.main.setPropertyPlaceholderLocations("file:config/application.properties");
        bundle.main.configure().withName("kore-sim-routes-test");
        override(bundle.main, "kore.callback.url", URL);
        override(bundle.main, "kore.callback.secret", SECRET);
        override(bundle.main, "kore.callback.host", "127.0.0.1");
        override(bundle.main, "kore.callback.port", Integer.toString(bundle.port));
        override(bundle.main, "kore.health.port", Integer.toString(bundle.healthPort));
        override(bundle.main, "kore.dispatch.seed-interval", "500ms");
        override(bundle.main, "camel.main.routesIncludePattern", "file:routes/*.camel.yaml");
        settings.forEach((key, value) -> override(bundle.main, key, value));
        bundle.main.configure().addConfiguration(bundle.resources);
        bundle.main.configure().addConfiguration(new KoreSimRoutes());
        try {
            bundle.main.start();
        } catch (Exception e) {
            bundle.close();
            throw e;
        }
        return bundle;
    }

    private static void override(Main main, String key, String value) {
        main.addOverrideProperty(key, value);
    }

    int port() {
        return port;
    }

    int healthPort() {
        return healthPort;
    }

    KoreClient client() {
        return new KoreClient(port, SECRET, URL);
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    /** What the whole health says. */
    String health() throws IOException, InterruptedException {
        return observe("health");
    }

    /** The same, with the details of what is well, too. */
    String wholeHealth() throws IOException, InterruptedException {
        return observe("health?exposureLevel=full&data=true");
    }

    /** What Prometheus reads. */
    String metrics() throws IOException, InterruptedException {
        return observe("metrics");
    }

    private String observe(String what) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(
                "http://127.0.0.1:" + healthPort + "/observe/" + what)).build(),
                HttpResponse.BodyHandlers.ofString()).body();
    }

    static int freePort() {
        return Ports.next();
    }

    static Path directory(String name) throws IOException {
        return Files.createTempDirectory("kore-" + name);
    }

    @Override
    public void close() {
        main.stop();
        resources.close();
    }
}
