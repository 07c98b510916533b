package io.github.koresimroutes.callback;

import java.nio.charset.StandardCharsets;

/**
 * A webhook secret and the name by which logs and the journal know it. Several are configured while
 * a secret is rotated, and where callbacks of several accounts come. Two secrets are equal only if
 * they are the same object.
 *
 * @param label   a name such as {@code current} or {@code next}; it is shown, so it is no secret
 * @param account the SID of the account that it belongs to; null for the default, which is of every
 *                account that has none of its own
 * @param bytes   the secret as KORE shows it, in UTF-8; neither empty nor only white space
 */
public record Secret(String label, String account, byte[] bytes) {

    /** Refuses what a forgotten setting leaves behind: with it, anybody could sign. */
    public Secret {
        if (label == null || label.isBlank()) {
            throw new IllegalArgumentException("a webhook secret needs a label");
        }
        if (bytes == null || new String(bytes, StandardCharsets.ISO_8859_1).isBlank()) {
            throw new IllegalArgumentException("the webhook secret '" + label + "' is empty");
        }
        bytes = bytes.clone();
    }

    /** A default secret given as text. */
    public static Secret of(String label, String value) {
        return of(null, label, value);
    }

    /**
     * A secret given as text.
     *
     * @param account the account's SID, with which the label begins; null for a default one
     * @param name    {@code current}, {@code next} or {@code previous}
     */
    public static Secret of(String account, String name, String value) {
        return new Secret(label(account, name), account,
                value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    /** The label of a secret of this name. */
    static String label(String account, String name) {
        return account == null ? name : account + "/" + name;
    }

    /** A copy. */
    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /** Hides the value. */
    @Override
    public String toString() {
        return "Secret[" + label + "]";
    }
}
