package io.github.koresimroutes.standalone;

import io.github.koresimroutes.callback.CallbackSignature;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** A run that needs no settings, and says what to do with it. */
final class Demo extends MainListenerSupport {

    private static final String SECRET = "demo-secret-not-for-production";
    /** The callback that KORE's get-started page shows. */
    private static final String BODY = "ApiVersion=v1&SimUniqueName=my_super_sim"
            + "&SimSid=HSab3f06be8f5d32caecb91e8a306c6c08&SimStatus=active"
            + "&AccountSid=AC3ba717b1d236e6c4a835e46130267eb4";
    private static final String TOKEN = "RQ0123456789abcdef0123456789abcdef";
    private static final String[] CONSUMER_JARS = {
        "activemq-client-", "jakarta.jms-api-", "slf4j-api-", "hawtbuf-"};

    @Override
    public void beforeInitialize(BaseMainSupport main) {
        StandaloneSettings settings = new StandaloneSettings(main.getCamelContext());
        Properties own = new Properties();
        own.setProperty("kore.callback.secret", SECRET);
        own.setProperty("kore.callback.secret-file", "");
        own.setProperty("kore.callback.url", address(settings));
        // In a build tree `mvn clean` takes the demo's data away; elsewhere it has its own place.
        String data = Files.isDirectory(Path.of("target/classes")) ? "target/demo" : "data/demo";
        own.setProperty("kore.journal.url", "jdbc:sqlite:" + data + "/journal.db");
        own.setProperty("kore.broker.kind", "activemq");
        own.setProperty("kore.broker.url", "");
        own.setProperty(OtherClient.KEY, "");
        settings.open(OtherClient.KEY + ".").keySet().forEach(property ->
                own.setProperty(OtherClient.KEY + "." + property, ""));
        own.setProperty("kore.broker.data", data + "/broker");
        main.getCamelContext().getPropertiesComponent().setOverrideProperties(own);
    }

    @Override
    public void afterStart(BaseMainSupport main) {
        System.out.println(text(new StandaloneSettings(main.getCamelContext()), Instant.now()));
    }

    static String text(StandaloneSettings settings, Instant now) {
        String broker = settings.text("kore.broker.connector", "(none)");
        String url = settings.text("kore.callback.url", address(settings))
                .replaceFirst("[,\\s].*$", "").replaceFirst("[?#].*$", "");
        byte[] secret = settings.text("kore.callback.secret", SECRET)
                .getBytes(StandardCharsets.UTF_8);
        byte[] body = BODY.getBytes(StandardCharsets.US_ASCII);
        String queues = new TreeSet<>(settings.below("kore.queue.").values()).stream()
                .collect(Collectors.joining(" "));
        return String.join("\n",
                "",
                "  kore-sim demo: everything runs in this process, with a secret of its own.",
                "",
                "  callbacks  POST " + address(settings),
                "  broker     " + broker,
                "  queues     " + wrap(queues, 78, "\n             "),
                "",
                "  Send the callback that KORE's documentation shows:",
                "",
                "curl -sS -w ' %{http_code}\\n' '" + address(settings) + "' \\",
                "  -H 'Content-Type: application/x-www-form-urlencoded; charset=utf-8' \\",
                "  -H 'Kore-Idempotency-Token: " + TOKEN + "' \\",
                "  -H 'Date: " + now.truncatedTo(ChronoUnit.SECONDS) + "' \\",
                "  -H 'Kore-Signature: "
                        + CallbackSignature.sign(secret, "POST", url, body) + "' \\",
                "  --data-binary '" + BODY + "'",
                "",
                "  See it on its queue (in a second terminal):",
                "",
                "java -cp '" + consumerClassPath() + "' docs/examples/Consume.java "
                        + broker.replace("127.0.0.1", "localhost") + " "
                        + settings.text("kore.queue.active", "kore.sim.active"),
                "",
                "  Ctrl-C stops.",
                "");
    }

    private static String address(StandaloneSettings settings) {
        return "http://localhost:" + settings.text("kore.callback.port", "8080")
                + settings.text("kore.callback.path", "/kore/sim-status");
    }

    /** The few jars that a consumer needs; in the distribution they are all in one directory. */
    private static String consumerClassPath() {
        String jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> Arrays.stream(CONSUMER_JARS)
                        .anyMatch(name -> Path.of(jar).getFileName().toString().startsWith(name)))
                .collect(Collectors.joining(File.pathSeparator));
        return jars.isEmpty() || Files.isDirectory(Path.of("lib")) ? "lib/*" : jars;
    }

    private static String wrap(String words, int width, String lineEnd) {
        return words.replaceAll("(.{1," + width + "})( |$)", "$1\n").strip()
                .replace("\n", lineEnd);
    }
}
