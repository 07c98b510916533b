package io.github.koresimroutes.fuzz;

import io.github.koresimroutes.callback.SimEvent;
import java.util.Queue;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;

/** The real journal, and a note of each event that it is to store. */
record NotedJournal(IdempotentRepository real, Queue<SimEvent> noted)
        implements IdempotentRepository {

    @Override
    public boolean add(Exchange exchange, String key) {
        noted.add(exchange.getProperty("KoreEvent", SimEvent.class));
        return real.add(exchange, key);
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
