package io.github.koresimroutes.callback;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * KORE's callback signature: the lower-case hexadecimal SHA-256 of secret, HTTP method, callback
 * URL and body, one behind the other with nothing between them.
 *
 * <p>This is a plain hash, not an HMAC, so a match alone does not prove that KORE wrote the body:
 * whoever saw one signed request can append to it. {@link FormBody} and {@link JsonBody} refuse
 * what such an extension always contains, and nothing may be taken from a body before they have.
 *
 * @see <a
 *     href="https://docs.korewireless.com/developers/how-to/webhooks/validate-webhook-signatures">
 *     KORE: Validate webhook signatures</a>
 */
public final class CallbackSignature {

    private static final int DIGITS = 64;
    private static final Pattern ABSOLUTE_URL = Pattern.compile(
            "(?i:https?)://(?:[^/@\\s\\p{Cntrl}]*@)?[^/@:\\s\\p{Cntrl}][^\\s\\p{Cntrl}]*");
    private static final Pattern QUERY_OR_FRAGMENT = Pattern.compile("[?#].*", Pattern.DOTALL);

    private CallbackSignature() {
    }

    /** As {@link #sign(byte[], String, String, byte[])}, with the secret's UTF-8 bytes. */
    public static String sign(String secret, String method, String url, byte[] body) {
        return sign(secret.getBytes(StandardCharsets.UTF_8), method, url, body);
    }

    /**
     * Signs as KORE does.
     *
     * @param secret the account's webhook secret; not empty
     * @param method the HTTP method, in upper case
     * @param url    the callback URL as KORE signs it: see {@link #signedUrl}
     * @param body   the bytes of the body; empty for none
     * @return 64 lower-case hexadecimal digits
     * @throws IllegalArgumentException if the secret is empty
     */
    public static String sign(byte[] secret, String method, String url, byte[] body) {
        if (secret.length == 0) {
            throw new IllegalArgumentException("the webhook secret must not be empty");
        }
        return HexFormat.of().formatHex(digest(secret, method, url, body));
    }

    /** Whether it is one that any secret could make: 64 hexadecimal digits. */
    static boolean isWellFormed(String signature) {
        if (signature == null || signature.length() != DIGITS) {
            return false;
        }
        for (int i = 0; i < DIGITS; i++) {
            if (!HexFormat.isHexDigit(signature.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a signature is the one that {@link #sign} makes, compared in constant time. Digits of
     * either case are taken; what is not exactly 64 hexadecimal digits matches nothing. An empty
     * secret matches nothing either, because anybody can compute that hash.
     */
    public static boolean matches(
            String signature, byte[] secret, String method, String url, byte[] body) {
        if (secret.length == 0 || !isWellFormed(signature)) {
            return false;
        }
        byte[] given = HexFormat.of().parseHex(signature);
        return MessageDigest.isEqual(digest(secret, method, url, body), given);
    }

    /**
     * The part of a configured callback URL that KORE signs: all but its query and fragment. No
     * other character changes, because KORE signs what it was given: a trailing slash, a written
     * port or an upper-case letter all count.
     *
     * @throws IllegalArgumentException if it is no absolute http or https URL; the message does not
     *         repeat it, because a callback URL may hold a secret path
     */
    public static String signedUrl(String configured) {
        String url = configured == null
                ? ""
                : QUERY_OR_FRAGMENT.matcher(configured).replaceFirst("");
        if (!ABSOLUTE_URL.matcher(url).matches()) {
            throw new IllegalArgumentException("the callback URL must be an absolute http or https"
                    + " URL, written exactly as KORE has it");
        }
        return url;
    }

    /** SHA-256 of some bytes. */
    static byte[] sha256(byte[] bytes) {
        return newSha256().digest(bytes);
    }

    private static byte[] digest(byte[] secret, String method, String url, byte[] body) {
        MessageDigest sha256 = newSha256();
        sha256.update(secret);
        sha256.update(method.getBytes(StandardCharsets.UTF_8));
        sha256.update(url.getBytes(StandardCharsets.UTF_8));
        return sha256.digest(body);
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
