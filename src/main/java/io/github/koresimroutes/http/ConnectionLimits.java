package io.github.koresimroutes.http;

import java.time.Duration;

/**
 * What a connection may ask of the process before there is a request.
 *
 * @param connections   how many may be open at once
 * @param headerTimeout how long a request's headers may take, from the connection's start or, on
 *                      one that is kept open, from their first byte; then it is closed
 * @param idleTimeout   how long a connection is kept open with no request on it, and how long one
 *                      request may take in all
 * @param headerBytes   the largest headers of a request; larger ones are answered 431
 * @param urlBytes      the longest request line; a longer one is answered 414
 */
public record ConnectionLimits(int connections, Duration headerTimeout, Duration idleTimeout,
        int headerBytes, int urlBytes) {
}
