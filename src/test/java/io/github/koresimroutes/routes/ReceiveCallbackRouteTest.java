package io.github.koresimroutes.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.callback.CallbackSignature;
import io.github.koresimroutes.camel.KoreSimRoutes;
import io.github.koresimroutes.journal.JournalUnavailableException;
import io.github.koresimroutes.journal.TestSqlite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shipped receive-callback and handle-errors with the parts they name, without their HTTP
 * server. Only the journal is wrapped: to fail on demand, and to count what it is asked to store.
 */
class ReceiveCallbackRouteTest extends CamelMainTestSupport {

    private static final String URL = "https://callbacks.example.com/kore/sim-status";
    private static final String SECRET = "a35974bdf1c769b8bb";
    private static final String BODY = "SimSid=HS1&SimStatus=active&AccountSid=AC1";
    private static final String FORM = "application/x-www-form-urlencoded";

    @TempDir
    private static Path folder;

    private final HikariDataSource pool = TestSqlite.pool(TestSqlite.url(folder));
    private final WrappedJournal journal = new WrappedJournal();

    @Override
    public boolean isUseAdviceWith() {
        return true;
    }

    @Override
    protected String getPropertyPlaceholderLocations() {
        return "file:config/application.properties";
    }

    @Override
    protected Properties useOverridePropertiesWithPropertiesComponent() {
        Properties properties = new Properties();
        properties.setProperty("kore.callback.url", URL);
        properties.setProperty("kore.callback.secret", SECRET);
        properties.setProperty("camel.server.enabled", "false");
        properties.setProperty("camel.management.enabled", "false");
        return properties;
    }

    @Override
    protected void configure(MainConfigurationProperties configuration) {
        configuration.withRoutesIncludePattern(
                "file:routes/receive-callback.camel.yaml,file:routes/handle-errors.camel.yaml");
        configuration.addRoutesBuilder(new DirectEndpoint());
        configuration.addConfiguration(new Resources(pool));
        configuration.addConfiguration(new KoreSimRoutes());
        configuration.addConfiguration(journal);
    }

    /** In place of the one that is served by HTTP. */
    private static final class DirectEndpoint extends RouteBuilder {

        @Override
        public void configure() {
            routeTemplate("callback-endpoint").templateParameter("endpoint")
                    .from("direct:in")
                    .setProperty("KoreEndpoint").constant("{{endpoint}}")
                    .to("direct:receive-callback");
        }
    }

    @BeforeEach
    void start() {
        context.start();
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void aSignedCallbackIsStoredAndThenAccepted() {
        Message answer = send(signed());

        assertThat(answer.getBody(String.class)).isEqualTo("accepted");
        assertThat(answer.getHeaders())
                .isEqualTo(Map.of("Content-Type", "text/plain; charset=utf-8"));
        assertThat(journal.stored).isEqualTo(1);
    }

    @Test
    void aDuplicateIsAcceptedAndAddsNothing() {
        Map<String, Object> headers = signed();
        send(headers);

        assertThat(send(headers).getBody(String.class)).isEqualTo("accepted");
        assertThat(journal.asked).isEqualTo(2);
        assertThat(journal.stored).isEqualTo(1);
    }

    @Test
    void anUnsignedCallbackIsRefusedBeforeTheJournalIsAsked() {
        Map<String, Object> headers = signed();
        headers.put("Kore-Signature", "0".repeat(64));

        assertRefused(send(headers), 401, "Kore-Signature does not match");
    }

    @Test
    void theSignatureIsProvenBeforeTheBodyIsRead() {
        Map<String, Object> headers = signed();
        headers.put("Kore-Signature", "0".repeat(64));

        assertRefused(send("a=1&a=2", headers), 401, "Kore-Signature does not match");
    }

    @Test
    void aSignedBodyThatIsNoneOfKoresIsRefusedBeforeTheJournalIsAsked() {
        String forged = BODY + "&SimStatus=inactive";

        assertRefused(send(forged, signed(forged)), 400, "the form repeats a parameter");
    }

    @Test
    void withoutItsJournalKoreIsAskedToTryAgain() {
        journal.failure = new JournalUnavailableException("secret-detail of the database");

        assertTryAgain(send(signed()));
    }

    @Test
    void anyTroubleOfOurOwnAsksKoreToTryAgain() {
        journal.failure = new RuntimeException("secret-detail");

        assertTryAgain(send(signed()));
    }

    @Test
    void theNextTryAfterATroubleIsStored() {
        Map<String, Object> headers = signed();
        journal.failure = new JournalUnavailableException("down");
        send(headers);
        journal.failure = null;

        assertThat(send(headers).getBody(String.class)).isEqualTo("accepted");
        assertThat(journal.stored).isEqualTo(1);
    }

    /** An edit that drops or moves a step must not open the journal to what nobody verified. */
    @ParameterizedTest
    @ValueSource(strings = {"verify-signature", "read-event"})
    void withoutOneOfTheStepsNothingIsStored(String step) throws Exception {
        AdviceWith.adviceWith(context, "receive-callback", route -> route.weaveById(step).remove());

        assertTryAgain(send(signed()));
        assertThat(journal.stored).isZero();
    }

    private Message send(Map<String, Object> headers) {
        return send(BODY, headers);
    }

    private Message send(String body, Map<String, Object> headers) {
        Processor request = exchange -> {
            exchange.getMessage().setBody(body.getBytes(StandardCharsets.UTF_8));
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        };
        return template.request("direct:in", request).getMessage();
    }

    private static Map<String, Object> signed() {
        return signed(BODY);
    }

    private static Map<String, Object> signed(String body) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(Exchange.HTTP_METHOD, "POST");
        headers.put("Content-Type", FORM);
        headers.put("Kore-Signature", CallbackSignature.sign(
                SECRET.getBytes(StandardCharsets.UTF_8), "POST", URL,
                body.getBytes(StandardCharsets.UTF_8)));
        headers.put("Kore-Idempotency-Token", "RQ" + System.nanoTime());
        headers.put("Date", "2026-03-01T09:59:59Z");
        headers.put("X-Request", "leaks");
        return headers;
    }

    private void assertRefused(Message answer, int status, String reason) {
        assertThat(answer.getBody(String.class)).isEqualTo(reason);
        assertThat(answer.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class)).isEqualTo(status);
        assertThat(answer.getHeaders())
                .containsOnlyKeys(Exchange.HTTP_RESPONSE_CODE, "Content-Type");
        assertThat(journal.asked).isZero();
    }

    private static void assertTryAgain(Message answer) {
        assertThat(answer.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class)).isEqualTo(503);
        assertThat(answer.getHeader("Retry-After", Integer.class)).isEqualTo(2);
        assertThat(answer.getBody(String.class)).isEqualTo("not stored, please try again");
        assertThat(answer.getHeaders())
                .containsOnlyKeys(Exchange.HTTP_RESPONSE_CODE, "Content-Type", "Retry-After");
    }

    /** What a runtime brings; nothing connects to the broker here. */
    private record Resources(HikariDataSource pool) implements CamelConfiguration {

        @Override
        public void configure(CamelContext context) {
            context.getRegistry().bind(KoreSimRoutes.DATA_SOURCE, pool);
            context.getRegistry().bind(KoreSimRoutes.CONNECTION_FACTORY,
                    new ActiveMQConnectionFactory("vm://none?create=false"));
        }
    }

    /** The real repository behind a failure that a test may ask for. */
    private static final class WrappedJournal implements CamelConfiguration {

        private volatile RuntimeException failure;
        private int asked;
        private int stored;

        @Override
        public void configure(CamelContext context) {
            IdempotentRepository real = context.getRegistry()
                    .lookupByNameAndType("kore-journal", IdempotentRepository.class);
            context.getRegistry().bind("kore-journal", IdempotentRepository.class,
                    new Wrapper(real));
        }

        private final class Wrapper implements IdempotentRepository {

            private final IdempotentRepository real;

            private Wrapper(IdempotentRepository real) {
                this.real = real;
            }

            @Override
            public boolean add(Exchange exchange, String key) {
                asked++;
                if (failure != null) {
                    throw failure;
                }
                boolean added = real.add(exchange, key);
                stored += added ? 1 : 0;
                return added;
            }

            @Override
            public boolean add(String key) {
                return real.add(key);
            }

            @Override
            public boolean contains(String key) {
                return real.contains(key);
            }

            @Override
            public boolean remove(String key) {
                return real.remove(key);
            }

            @Override
            public boolean confirm(String key) {
                return real.confirm(key);
            }

            @Override
            public void clear() {
                real.clear();
            }

            @Override
            public void start() {
                real.start();
            }

            @Override
            public void stop() {
                real.stop();
            }
        }
    }
}
