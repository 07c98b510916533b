package io.github.koresimroutes.callback;

/**
 * A request whose signature matches, made by {@link CallbackVerifier} alone. Its body may still be
 * a forgery by length extension until {@link CallbackReader} has read it.
 *
 * @param request     the request as it was received
 * @param mediaType   its media type without parameters, in lower case
 * @param secretLabel which configured secret matches
 */
public record VerifiedCallback(CallbackRequest request, String mediaType, String secretLabel) {
}
