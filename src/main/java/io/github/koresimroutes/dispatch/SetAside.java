package io.github.koresimroutes.dispatch;

import io.github.koresimroutes.journal.Sent;

/**
 * An event that is not sent, because its route failed again and again.
 *
 * @param event which event, and which sending of it
 * @param error what its route failed with: the exception's class, and its message
 */
public record SetAside(Sent event, String error) {
}
