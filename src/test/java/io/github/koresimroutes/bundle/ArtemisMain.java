package io.github.koresimroutes.bundle;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/**
 * A real Artemis over TCP on the loopback address, in this process or, by {@link #main}, in one of
 * its own that can be killed and started again on the same data. It is set as the section "Artemis"
 * of docs/go-to-production.md says.
 */
public final class ArtemisMain {

    /** What it prints when it takes connections. */
    public static final String READY = "artemis is ready";
    /** Where a message goes that was delivered too often. */
    public static final String DEAD_LETTERS = "DLQ";
    /** The value of max-delivery-attempts that the control queues need. */
    public static final int WITHOUT_LIMIT = -1;

    private ArtemisMain() {
    }

    /** @param args the port, and the directory of its data; both stay the same over restarts */
    public static void main(String[] args) throws Exception {
        server(Integer.parseInt(args[0]), Path.of(args[1]), WITHOUT_LIMIT).start();
        System.out.println(READY);
        new CountDownLatch(1).await();
    }

    /** @param attempts max-delivery-attempts of the control queues */
    static ActiveMQServer server(int port, Path data, int attempts) throws Exception {
        return ActiveMQServers.newActiveMQServer(configuration(port, data, attempts));
    }

    /**
     * One in which only those users may do something who are named by the roles: each has one role,
     * and its name as the password.
     *
     * @param roles by the match of an address
     */
    static ActiveMQServer secured(int port, Path data, Map<String, Set<Role>> roles)
            throws Exception {
        SecurityConfiguration users = new SecurityConfiguration();
        roles.values().stream().flatMap(Set::stream).map(Role::getName).distinct()
                .forEach(name -> {
                    users.addUser(name, name);
                    users.addRole(name, name);
                });
        return ActiveMQServers.newActiveMQServer(
                configuration(port, data, WITHOUT_LIMIT)
                        .setSecurityEnabled(true).setSecurityRoles(roles),
                null, new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
    }

    private static Configuration configuration(int port, Path data, int attempts)
            throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setName("test-" + port)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalSyncTransactional(true)
                .setJournalSyncNonTransactional(true)
                .setJournalFileSize(1024 * 1024)
                .setPersistIDCache(true)
                .setMaxDiskUsage(-1)
                .setJournalDirectory(data.resolve("journal").toString())
                .setBindingsDirectory(data.resolve("bindings").toString())
                .setPagingDirectory(data.resolve("paging").toString())
                .setLargeMessagesDirectory(data.resolve("large").toString())
                .addAcceptorConfiguration(
                        "core", "tcp://127.0.0.1:" + port + "?protocols=CORE");
        configuration.addQueueConfiguration(
                QueueConfiguration.of(DEAD_LETTERS).setRoutingType(RoutingType.ANYCAST));
        configuration.addAddressSetting("#", everyAddress());
        configuration.addAddressSetting("kore.dispatch.#",
                everyAddress().setMaxDeliveryAttempts(attempts));
        return configuration;
    }

    private static AddressSettings everyAddress() {
        return new AddressSettings()
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setDeadLetterAddress(SimpleString.of(DEAD_LETTERS))
                .setIDCacheSize(20_000);
    }
}
