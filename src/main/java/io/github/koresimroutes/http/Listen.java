package io.github.koresimroutes.http;

/**
 * Where and how the server listens.
 *
 * @param workers threads that serve requests
 */
public record Listen(String host, int port, int workers, ConnectionLimits limits) {
}
