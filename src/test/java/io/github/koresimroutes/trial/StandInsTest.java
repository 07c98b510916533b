package io.github.koresimroutes.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.camel.KoreSimRoutes;
import io.github.koresimroutes.check.Known;
import io.github.koresimroutes.journal.TestSqlite;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.SimpleRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What checks and trials take for the bundle's beans are those that a run binds. */
class StandInsTest {

    private static final Set<Class<?>> KINDS = Set.of(Processor.class, Predicate.class,
            IdempotentRepository.class, HeaderFilterStrategy.class);

    @TempDir
    private Path folder;

    @Test
    void theirNamesAreThoseOfARunAndKnownToTheCheck() throws Exception {
        Registry standIns = new SimpleRegistry();
        StandIns.bind(standIns);
        Set<String> bound = new TreeSet<>();
        try (HikariDataSource pool = TestSqlite.pool(TestSqlite.url(folder));
                DefaultCamelContext context = new DefaultCamelContext()) {
            Properties settings = new Properties();
            settings.putAll(Map.of("kore.callback.url", "https://sims.example.com/x",
                    "kore.callback.secret", "a35974bdf1c769b8bb"));
            context.getPropertiesComponent().setInitialProperties(settings);
            context.getRegistry().bind(KoreSimRoutes.DATA_SOURCE, pool);
            context.getRegistry().bind(KoreSimRoutes.CONNECTION_FACTORY,
                    new ActiveMQConnectionFactory("vm://none?create=false"));
            new KoreSimRoutes().configure(context);
            KINDS.forEach(kind -> bound.addAll(
                    context.getRegistry().findByTypeWithName(kind).keySet()));
        }
        Set<String> names = new TreeSet<>();
        KINDS.forEach(kind -> names.addAll(standIns.findByTypeWithName(kind).keySet()));

        assertThat(names).isEqualTo(bound);
        assertThat(Known.of(Map.of()).beans()).containsAll(bound);
    }
}
