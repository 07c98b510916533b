package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.koresimroutes.check.Known;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.spi.IdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bean of the bundle that the check of routes does not know would be refused in a good file. */
class KnownBeansTest {

    private static final List<Class<?>> USED_BY_ROUTES =
            List.of(Processor.class, Predicate.class, IdempotentRepository.class, DataSource.class);

    @TempDir
    private Path directory;

    @Test
    void theCheckKnowsTheBeansThatRoutesUse() throws Exception {
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        try (RunningBundle bundle =
                RunningBundle.start(RunningBundle.sqlite(directory, broker))) {
            List<String> there = USED_BY_ROUTES.stream()
                    .flatMap(type -> bundle.context().getRegistry().findByTypeWithName(type)
                            .keySet().stream())
                    .filter(name -> name.startsWith("kore-")).toList();

            assertThat(there).contains("kore-discard", "kore-sent-nowhere", "kore-journal");
            assertThat(Known.of(Map.of()).beans()).containsAll(there);
        } finally {
            broker.close();
        }
    }
}
