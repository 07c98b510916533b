package io.github.koresimroutes.crash;

import io.github.koresimroutes.callback.SimEvent;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * A flawed repository: it asks whether the token is there, and stores the event if it is not. Each
 * row has a hash of its own, as in a table without the unique key that makes this mistake harmless.
 */
public final class LookThenInsert extends ServiceSupport
        implements IdempotentRepository, CamelContextAware {

    /** Two that have looked go on together: so the window between the steps is always hit. */
    private final CyclicBarrier looked = new CyclicBarrier(2);
    private CamelContext camelContext;

    @Override
    public boolean add(Exchange exchange, String key) {
        if (contains(key)) {
            return false;
        }
        try {
            looked.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            // alone
        }
        SimEvent event = exchange.getProperty("KoreEvent", SimEvent.class);
        byte[] hash = new byte[32];
        new SecureRandom().nextBytes(hash);
        exchange.setProperty("KoreEvent", new SimEvent(event.kind(), event.accountSid(),
                event.token(), event.flags(), event.simSid(), event.simStatus(),
                event.eventTime(), event.receivedAt(), event.contentType(), event.body(), hash,
                event.secretLabel(), event.unsignedParameters()));
        return camelContext.getRegistry()
                .lookupByNameAndType("kore-journal", IdempotentRepository.class)
                .add(exchange, key);
    }

    @Override
    public boolean contains(String key) {
        DataSource journal = camelContext.getRegistry()
                .lookupByNameAndType("kore-data-source", DataSource.class);
        try (Connection connection = journal.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT 1 FROM sim_event WHERE token = ?")) {
            select.setString(1, key);
            return select.executeQuery().next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean add(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean remove(String key) {
        return false;
    }

    @Override
    public boolean confirm(String key) {
        return true;
    }

    @Override
    public void clear() {
        // nothing of its own
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
    }
}
