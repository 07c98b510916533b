package io.github.koresimroutes.callback;

import java.util.Collection;

/**
 * A request whose signature matches, made by {@link CallbackVerifier} alone. Its body may still be
 * a forgery by length extension, or about another account than its secret's, until
 * {@link CallbackReader} has read it.
 *
 * @param request    the request as it was received
 * @param endpoint   what got it
 * @param mediaType  its media type without parameters, in lower case
 * @param secret     which configured secret matches
 * @param secrets    the secrets among which it was found
 * @param signedBody the bytes that the signature is over: of JSON they may be a minified form of
 *                   what came. Only they are read, stored and sent, so that white space around a
 *                   captured document makes no new event of it
 */
public record VerifiedCallback(CallbackRequest request, Endpoint endpoint, String mediaType,
        Secret secret, Secrets secrets, byte[] signedBody) {

    /** The label of the secret that matches. */
    public String secretLabel() {
        return secret.label();
    }

    /**
     * Refuses what speaks of an account that the secret does not prove, or that does not belong to
     * the endpoint.
     *
     * @param accountSids the accounts that the body names, once it was read strictly
     * @throws CallbackRefusedException {@link Refusal#SECRET_OF_ANOTHER_ACCOUNT}
     */
    void requireOwn(Collection<String> accountSids) throws CallbackRefusedException {
        if (!secrets.covers(secret, accountSids) || !endpoint.takes(accountSids)) {
            throw new CallbackRefusedException(Refusal.SECRET_OF_ANOTHER_ACCOUNT);
        }
    }

    /** As {@link #requireOwn}, for a body that must name its account unless it is plain. */
    void requireOwnOrPlain(Collection<String> accountSids) throws CallbackRefusedException {
        if (accountSids.isEmpty() && !secrets.isPlainWhose(secret, endpoint)) {
            throw new CallbackRefusedException(Refusal.ACCOUNT_MISSING);
        }
        requireOwn(accountSids);
    }
}
