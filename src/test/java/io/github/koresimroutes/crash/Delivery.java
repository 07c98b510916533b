package io.github.koresimroutes.crash;

/** One message that lay on a queue, and what it says of itself. */
public record Delivery(String queue, String token, String sim, long sequence) {
}
