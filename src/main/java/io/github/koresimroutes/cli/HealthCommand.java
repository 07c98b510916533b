package io.github.koresimroutes.cli;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks a running bundle how it is, for container health checks without further tools. */
@Command(name = "health",
        description = "Asks a running kore-sim whether it is healthy.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:UP", "1:not UP, or no answer", "2:wrong usage"})
final class HealthCommand implements Callable<Integer> {

    // Longer than both checks wait for a database that does not answer: then it says DOWN.
    private static final int TIMEOUT_MILLIS = 8_000;

    @Option(names = "--url", paramLabel = "URL",
            defaultValue = "http://127.0.0.1:${env:KORE_HEALTH_PORT:-9876}/observe/health",
            description = "Default: ${DEFAULT-VALUE}. The port comes from KORE_HEALTH_PORT; where"
                    + " kore.health.port is set in a file, give the URL.")
    private URI url;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            int status = connection.getResponseCode();
            connection.disconnect();
            if (status == HttpURLConnection.HTTP_OK) {
                spec.commandLine().getOut().println("UP");
                return 0;
            }
            spec.commandLine().getErr().println("DOWN: " + url + " answered " + status);
        } catch (IOException | IllegalArgumentException | ClassCastException e) {
            spec.commandLine().getErr().println("no answer from " + url + ": " + e.getMessage());
        }
        return KoreSim.FAILED;
    }
}
