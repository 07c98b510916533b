package io.github.koresimroutes.http;

import io.netty.channel.Channel;
import io.vertx.core.Vertx;
import java.lang.reflect.Field;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;

/** The running callback server from the inside: its connections, and its Vert.x. */
public final class ServerDoor {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final CallbackServer server;
    private final OpenConnections connections;
    private final Set<Channel> open;

    private ServerDoor(CallbackServer server, OpenConnections connections, Set<Channel> open) {
        this.server = server;
        this.connections = connections;
        this.open = open;
    }

    /** The door of the server that is a service of the context. */
    @SuppressWarnings("unchecked")
    public static ServerDoor of(CamelContext context) throws ReflectiveOperationException {
        ConnectionMeters meters = context.getRegistry()
                .lookupByNameAndType("kore-connection-meters", ConnectionMeters.class);
        Field open = OpenConnections.class.getDeclaredField("open");
        open.setAccessible(true);
        return new ServerDoor(context.hasService(CallbackServer.class), meters.connections(),
                (Set<Channel>) open.get(meters.connections()));
    }

    public Vertx vertx() {
        return server.getVertx();
    }

    /** How many connections are open. */
    public int count() {
        return connections.count();
    }

    /** Watches the connection that a client has just opened and has not sent anything on. */
    public ConnectionProbe watch(SocketAddress client) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() - end < 0) {
            for (Channel channel : channels()) {
                if (client.equals(channel.remoteAddress()) && isReady(channel)) {
                    return ConnectionProbe.install(channel);
                }
            }
            LockSupport.parkNanos(10_000);
        }
        throw new AssertionError("the server did not take the connection");
    }

    private List<Channel> channels() {
        synchronized (connections) {
            return new ArrayList<>(open);
        }
    }

    private static boolean isReady(Channel channel) {
        return channel.isRegistered() && channel.pipeline().get("kore-guard") != null;
    }
}
