package io.github.koresimroutes.crash;

import io.github.koresimroutes.bundle.Ports;
import io.github.koresimroutes.servers.BrokerServer;
import io.github.koresimroutes.servers.DatabaseServer;
import io.github.koresimroutes.servers.PostgresServer;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.activemq.ActiveMQConnectionFactory;

/** Instances of the bundle, their database, their broker, and the network between them. */
final class Installation implements AutoCloseable {

    /** After this silence a broker gives up a connection; the default is 30 s. */
    static final long INACTIVITY_MILLIS = 4_000;

    private final DatabaseServer database;
    private final BrokerServer broker;
    private final Journal journal;
    private final ConnectionFactory consumers;
    private final List<BundleInstance> instances = new ArrayList<>();
    private final List<TcpProxy> brokerLinks = new ArrayList<>();
    private final List<TcpProxy> databaseLinks = new ArrayList<>();

    private Installation(DatabaseServer database, BrokerServer broker, Journal journal,
            ConnectionFactory consumers) {
        this.database = database;
        this.broker = broker;
        this.journal = journal;
        this.consumers = consumers;
    }

    /** Several instances on one PostgreSQL and one broker, each over links of its own. */
    static Installation of(Path directory, BrokerServer broker, int count, Path routes,
            Map<String, String> settings) throws IOException {
        return of(directory, new PostgresServer(directory), broker, count, routes, settings);
    }

    /** The same on another database. */
    static Installation of(Path directory, DatabaseServer database, BrokerServer broker, int count,
            Path routes, Map<String, String> settings) throws IOException {
        Installation all = new Installation(
                database, broker, new Journal(database.url()), broker.consumers());
        for (int i = 0; i < count; i++) {
            TcpProxy toBroker = new TcpProxy(broker.port());
            TcpProxy toDatabase = new TcpProxy(database.port());
            all.brokerLinks.add(toBroker);
            all.databaseLinks.add(toDatabase);
            Map<String, String> own = new LinkedHashMap<>();
            own.put("kore.journal.url", database.urlOver(toDatabase.port()));
            own.put("kore.broker.url", broker.url(toBroker.port(), INACTIVITY_MILLIS));
            own.putAll(settings);
            all.instances.add(new BundleInstance(i + 1, directory, routes, own));
        }
        return all;
    }

    /** One instance with SQLite and the broker inside its process. */
    static Installation embedded(Path directory, Path routes, Map<String, String> settings) {
        String connector = "tcp://127.0.0.1:" + Ports.next();
        String journal = "jdbc:sqlite:" + directory.resolve("journal.db").toAbsolutePath();
        Map<String, String> own = new LinkedHashMap<>();
        own.put("kore.journal.url", journal);
        own.put("kore.broker.data", directory.resolve("broker").toAbsolutePath().toString());
        own.put("kore.broker.connector", connector);
        own.putAll(settings);
        Installation all = new Installation(
                null, null, new Journal(journal), new ActiveMQConnectionFactory(connector));
        all.instances.add(new BundleInstance(1, directory, routes, own));
        return all;
    }

    /** Starts all instances at once, and waits until each takes callbacks. */
    Installation start() {
        instances.forEach(BundleInstance::start);
        awaitReady();
        return this;
    }

    void awaitReady() {
        instances.forEach(BundleInstance::awaitReady);
    }

    boolean isEmbedded() {
        return broker == null;
    }

    DatabaseServer database() {
        return database;
    }

    BrokerServer broker() {
        return broker;
    }

    Journal journal() {
        return journal;
    }

    ConnectionFactory consumers() {
        return consumers;
    }

    List<BundleInstance> instances() {
        return instances;
    }

    BundleInstance instance(int number) {
        return instances.get(number - 1);
    }

    TcpProxy brokerLink(int number) {
        return brokerLinks.get(number - 1);
    }

    TcpProxy databaseLink(int number) {
        return databaseLinks.get(number - 1);
    }

    List<Integer> ports() {
        return instances.stream().map(BundleInstance::port).toList();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (BundleInstance instance : instances) {
            instance.close();
        }
        for (TcpProxy link : brokerLinks) {
            link.close();
        }
        for (TcpProxy link : databaseLinks) {
            link.close();
        }
        if (broker != null) {
            broker.close();
            database.close();
        }
    }
}
