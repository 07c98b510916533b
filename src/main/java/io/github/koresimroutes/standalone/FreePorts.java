package io.github.koresimroutes.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** Camel only warns when a port is taken, and then runs deaf: this looks before it starts. */
final class FreePorts extends MainListenerSupport {

    @Override
    public void beforeInitialize(BaseMainSupport main) {
        StandaloneSettings settings = new StandaloneSettings(main.getCamelContext());
        check(settings, "kore.callback", 8080);
        check(settings, "kore.health", 9876);
    }

    private static void check(StandaloneSettings settings, String group, int fallback) {
        check(settings.text(group + ".host", "0.0.0.0"),
                settings.number(group + ".port", fallback, 1, 65_535), group);
    }

    static void check(String host, int port, String group) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (UnknownHostException e) {
            throw new StartException("the setting " + group + ".host names an unknown host: "
                    + host, e);
        } catch (IOException e) {
            throw new StartException("cannot listen on " + host + ":" + port + ": "
                    + e.getMessage() + "\nStop the program that uses the port, or set " + group
                    + ".port to another one.", e);
        }
    }
}
