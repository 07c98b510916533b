package io.github.koresimroutes.callback;

/**
 * A request whose signature matches, made by {@link CallbackVerifier} alone. Its body may still be
 * a forgery by length extension until {@link CallbackReader} has read it.
 *
 * @param request     the request as it was received
 * @param mediaType   its media type without parameters, in lower case
 * @param secretLabel which configured secret matches
 * @param signedBody  the bytes that the signature is over: of JSON they may be a minified form of
 *                    what came. Only they are read, stored and sent, so that white space around a
 *                    captured document makes no new event of it
 */
public record VerifiedCallback(
        CallbackRequest request, String mediaType, String secretLabel, byte[] signedBody) {
}
