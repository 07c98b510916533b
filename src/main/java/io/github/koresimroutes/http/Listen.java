package io.github.koresimroutes.http;

import java.util.Optional;

/**
 * Where and how the server listens.
 *
 * @param workers threads that serve requests
 * @param tls     its certificate; without one it speaks plain HTTP
 */
public record Listen(String host, int port, int workers, ConnectionLimits limits,
        Optional<TlsFiles> tls) {
}
