package io.github.koresimroutes.http;

import io.github.koresimroutes.metrics.Meters;
import java.io.IOException;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the server shows as its identity: the certificate that the files hold now. Each new
 * connection asks here, so a renewed one is taken without a restart, and connections that are open
 * go on with the one they began with.
 */
final class ServerIdentity extends X509ExtendedKeyManager {

    private static final Logger LOG = LoggerFactory.getLogger(
            "io.github.koresimroutes.callbacks");
    private static final String NAME = "kore-";

    private final TlsFiles files;
    private volatile Identity identity;
    private volatile Identity before;
    private volatile String trouble = "";

    private ServerIdentity(TlsFiles files, Identity identity) {
        this.files = files;
        this.identity = identity;
        this.before = identity;
    }

    /** @throws IOException where the files are no identity; the message says why */
    static ServerIdentity open(TlsFiles files) throws IOException {
        Identity identity = Identity.read(files);
        tell("TLS certificate", identity);
        return new ServerIdentity(files, identity);
    }

    private static void tell(String what, Identity identity) {
        if (identity.end().isBefore(Instant.now())) {
            LOG.error("{}: it has expired, {}; KORE does not connect", what, identity.end());
        } else {
            LOG.info("{}, valid until {}", what, identity.end());
        }
    }

    /**
     * Looks at the files again. While they are no identity, as in the moment between two files'
     * renewal, the one that was read last is shown; an error is told once.
     */
    synchronized void refresh() {
        try {
            Identity now = Identity.read(files);
            if (now.content() != identity.content()) {
                before = identity;
                identity = now;
                tell("new TLS certificate", now);
            }
            if (!trouble.isEmpty()) {
                LOG.info("the files for TLS are in order again");
            }
            trouble = "";
        } catch (IOException e) {
            if (!trouble.equals(e.getMessage())) {
                trouble = e.getMessage();
                LOG.error("the new TLS certificate is not taken, the one before is still shown:"
                        + " {}", trouble);
            }
        }
    }

    /** When it expires, and whether its renewal is in trouble. */
    void register(Meters meters) {
        meters.gauge("kore.tls.certificate.expires",
                "When the certificate that is shown expires, in seconds since 1970",
                () -> identity.end().getEpochSecond());
        meters.gauge("kore.tls.certificate.trouble",
                "1 while the files for TLS cannot be used, and the certificate read before is shown",
                () -> trouble.isEmpty() ? 0 : 1);
    }

    @Override
    public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
        Identity now = identity;
        return now.key().getAlgorithm().equals(type) ? NAME + now.content() : null;
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
        return chooseEngineServerAlias(type, issuers, null);
    }

    /** The handshake asks for the chain and for the key apart: both are of one identity. */
    private Identity named(String alias) {
        Identity now = identity;
        return alias.equals(NAME + now.content()) ? now : before;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return named(alias).chain();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return named(alias).key();
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
        return new String[] {NAME + identity.content()};
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
        return new String[0];
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
        return null;
    }
}
