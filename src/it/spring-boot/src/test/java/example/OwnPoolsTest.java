package example;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import jakarta.jms.ConnectionFactory;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The bundle with pools of its own, by two settings, beside those of the application. */
class OwnPoolsTest extends ApplicationTest {

    @Autowired
    private CamelContext camel;

    @Autowired
    private DataSource applicationsDatabase;

    @Autowired
    private ConnectionFactory applicationsBroker;

    @DynamicPropertySource
    static void ownPools(DynamicPropertyRegistry registry) {
        registry.add("kore.broker.url", () -> broker);
        registry.add("kore.journal.url", () -> database.getJdbcUrl("postgres", "postgres"));
    }

    @Test
    void thePoolsAreNotTheApplications() {
        assertOther(applicationsDatabase, "kore-data-source");
        assertOther(applicationsBroker, "kore-connection-factory");
    }

    private void assertOther(Object applications, String name) {
        Object bundles = camel.getRegistry().lookupByName(name);
        assertNotNull(bundles, name);
        assertNotSame(applications, bundles, name);
    }
}
