package io.github.koresimroutes.callback;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was unusual about an authentic event. An event is never refused for one of these: KORE does
 * not repeat a callback that was answered with a 4xx, so a refusal would lose it.
 */
public enum EventFlag {

    /** No {@code Kore-Idempotency-Token}: the event has a random key of its own. */
    TOKEN_MISSING,

    /** A token that is too long or not printable: the event's key is the token's hash. */
    TOKEN_ODD,

    /** The same token has come before, with another body. The token is unsigned: both are kept. */
    TOKEN_REUSED,

    /** No {@code Date} header: the event's time is when it was received. */
    DATE_MISSING,

    /** A {@code Date} header that is no ISO 8601 instant: the event's time is its receipt. */
    DATE_ODD,

    /** A {@code Date} far from the receipt: see {@link DateWindow}. */
    DATE_FAR,

    /** A GET callback: KORE signs its URL only, so anybody may have written its parameters. */
    UNSIGNED,

    /**
     * It was refused, kept in quarantine and released later: it comes after events that happened
     * after it.
     */
    RELEASED,

    /** Signed, and yet nothing that KORE sends: somebody looked at it and released it. */
    MALFORMED;

    /** The flag as it is written in the journal and on the message: {@code token-missing}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Flags as one text, separated by commas, in the order of this enum; empty for none. */
    public static String join(Collection<EventFlag> flags) {
        return flags.stream().sorted().map(EventFlag::label).collect(Collectors.joining(","));
    }

    /** The reverse of {@link #join}. */
    public static Set<EventFlag> split(String text) {
        Set<EventFlag> flags = EnumSet.noneOf(EventFlag.class);
        if (text != null && !text.isEmpty()) {
            for (String label : text.split(",")) {
                flags.add(valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_')));
            }
        }
        return flags;
    }
}
