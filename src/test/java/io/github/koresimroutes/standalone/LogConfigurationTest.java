package io.github.koresimroutes.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Filter.Result;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The logging of a run, as it is shipped. */
class LogConfigurationTest {

    private static final String CAMEL = "org.apache.camel.impl.engine.AbstractCamelContext";

    @ParameterizedTest
    @ValueSource(strings = {
        "config/log4j2.properties", "src/main/resources/kore-sim-routes/log4j2-command.properties"})
    void isTakenWithoutComplaint(String file) {
        List<String> complaints = new ArrayList<>();
        StatusListener listener = new Complaints(complaints);
        StatusLogger.getLogger().registerListener(listener);
        try {
            read(file);
        } finally {
            StatusLogger.getLogger().removeListener(listener);
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void neitherThePathOfCallbacksNorTheContextsOfEditsAreTold() {
        assertThat(told("    Started callback (platform-http:///kore/hidden)")).isFalse();
        assertThat(told("Apache Camel 4.18.0 (kore-routes-0123456789ab) is stopping")).isFalse();
        assertThat(told("    Disabled remove-expired-events (timer://remove-expired-events)"))
                .isFalse();
        assertThat(told("    Started receive-callback (direct://receive-callback)")).isTrue();
        assertThat(told("Apache Camel 4.18.0 (kore-sim-routes) shutdown in 1s")).isTrue();
    }

    private static boolean told(String line) {
        LoggerConfig logger = read("config/log4j2.properties").getLoggerConfig(CAMEL);
        assertThat(logger.getName()).isEqualTo(CAMEL);
        return logger.getFilter().filter(Log4jLogEvent.newBuilder().setLoggerName(CAMEL)
                .setLevel(Level.INFO).setMessage(new SimpleMessage(line)).build()) != Result.DENY;
    }

    private static Configuration read(String file) {
        URI place = Path.of(file).toUri();
        LoggerContext context = new LoggerContext("test");
        Configuration configuration =
                ConfigurationFactory.getInstance().getConfiguration(context, "test", place);
        configuration.initialize();
        return configuration;
    }

    private record Complaints(List<String> lines) implements StatusListener {

        @Override
        public void log(StatusData data) {
            lines.add(data.getMessage().getFormattedMessage());
        }

        @Override
        public Level getStatusLevel() {
            return Level.WARN;
        }

        @Override
        public void close() {
        }
    }
}
