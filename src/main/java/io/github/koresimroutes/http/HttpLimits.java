package io.github.koresimroutes.http;

import java.time.Duration;

/**
 * What a client may ask of the process.
 *
 * @param bodyBytes   the largest body, in bytes; a larger one is answered 413
 * @param requests    how many requests may be under way at once; one more is answered 503
 * @param bodyTimeout how long a body may take to arrive; then the connection is closed
 */
public record HttpLimits(int bodyBytes, int requests, Duration bodyTimeout) {
}
