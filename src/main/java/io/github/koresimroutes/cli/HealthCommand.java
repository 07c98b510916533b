package io.github.koresimroutes.cli;

import io.github.koresimroutes.config.Settings;
import io.github.koresimroutes.config.SettingsException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Asks a running bundle how it is, for container health checks without further tools. */
@Command(name = "health",
        description = "Asks a running kore-sim whether all is well: it takes callbacks, the broker"
                + " answers and events are dispatched. What is not well is said, one line each.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:UP", "1:not UP, or no answer", "2:wrong usage"})
final class HealthCommand implements Callable<Integer> {

    // Longer than the checks wait for a database that does not answer: then it says DOWN.
    private static final int TIMEOUT_MILLIS = 8_000;

    @Option(names = "--url", paramLabel = "URL",
            description = "Default: http://127.0.0.1:<port>/observe/health, with kore.health.port of"
                    + " the environment or the settings, else 9876.")
    private URI url;

    @Option(names = "--ready",
            description = "Asks only whether it takes callbacks: for load balancers.")
    private boolean ready;

    @Option(names = "--live",
            description = "Asks only whether the process works: for whoever restarts it.")
    private boolean live;

    @Mixin
    private ConfigOption config;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            Settings settings = HealthSettings.read(config.directory());
            if (url == null) {
                url = HealthSettings.url(settings);
            }
            HttpURLConnection connection = (HttpURLConnection) endpoint().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            HealthSettings.authorization(settings).ifPresent(
                    header -> connection.setRequestProperty("Authorization", header));
            int status = connection.getResponseCode();
            if (status == HttpURLConnection.HTTP_OK) {
                connection.disconnect();
                spec.commandLine().getOut().println("UP");
                return 0;
            }
            spec.commandLine().getErr().println("DOWN: " + url + " answered " + status);
            HealthAnswer.troubles(connection.getErrorStream())
                    .forEach(trouble -> spec.commandLine().getErr().println("  " + trouble));
            connection.disconnect();
        } catch (SettingsException e) {
            spec.commandLine().getErr().println(e.getMessage());
        } catch (IOException | IllegalArgumentException | ClassCastException e) {
            spec.commandLine().getErr().println("no answer from " + url + ": " + e.getMessage());
        }
        return KoreSim.FAILED;
    }

    private URL endpoint() throws IOException {
        if (ready && live) {
            throw new ParameterException(spec.commandLine(), "--ready or --live, not both.");
        }
        return URI.create(url + (ready ? "/ready" : live ? "/live" : "")).toURL();
    }
}
