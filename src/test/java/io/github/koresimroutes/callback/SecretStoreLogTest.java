package io.github.koresimroutes.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever rotates a secret follows it in the log. */
class SecretStoreLogTest {

    private final Logger logger = (Logger) LogManager.getLogger(SecretStore.class);
    private final Level level = logger.getLevel();
    private final Lines lines = new Lines();

    private final Map<String, String> files = new HashMap<>(Map.of("current", "one"));
    private final SecretStore store = new SecretStore(List.of(place("current"), place("next")));

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void listenNoMore() {
        logger.removeAppender(lines);
        logger.setLevel(level);
    }

    @Test
    void aSecretThatComesAndGoesIsTold() {
        files.put("next", "two");
        assertTold("INFO the secret 'next' was read anew, and verifies now");
        files.put("next", "three");
        assertTold("INFO the secret 'next' was read anew, and verifies now");
        files.remove("next");
        assertTold("INFO the secret 'next' is gone: it does not verify any more");
    }

    @Test
    void whatDoesNotChangeIsNotTold() {
        assertTold();
        files.put("next", "two");
        store.refresh();
        lines.told.clear();
        assertTold();
    }

    @Test
    void aTroubleIsToldOnceAndSoIsItsEnd() {
        files.put("current", "");
        assertTold("ERROR current: the file is empty. What was read before stays in use.");
        assertTold();
        files.put("current", "one");
        assertTold("INFO the secret 'current' can be read again, and is the same");
        assertTold();
    }

    @Test
    void theEndOfATroubleWithANewSecretTellsTheNewSecret() {
        files.put("current", "");
        store.refresh();
        lines.told.clear();
        files.put("current", "two");
        assertTold("INFO the secret 'current' was read anew, and verifies now");
    }

    private void assertTold(String... expected) {
        store.refresh();
        assertThat(lines.told).containsExactly(expected);
        lines.told.clear();
    }

    private SecretPlace place(String name) {
        return new SecretPlace(null, name, name, () -> {
            if ("".equals(files.get(name))) {
                throw new IllegalStateException(name + ": the file is empty.");
            }
            return Optional.ofNullable(files.get(name));
        }, () -> files.get(name));
    }

    /** What the logger says, each line after its level. */
    private static final class Lines extends AbstractAppender {

        private final List<String> told = new ArrayList<>();

        Lines() {
            super("lines", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            told.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
        }
    }
}
