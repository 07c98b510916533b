package io.github.koresimroutes.callback;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One authentic event: what KORE signed, and what came with it. Immutable, and made only from a
 * request whose signature was verified, so that whoever holds one may store it.
 *
 * @param kind               what the body turned out to be
 * @param accountSid         KORE's {@code AccountSid}; empty where the body names none, never null
 * @param token              the de-duplication key within the account: the idempotency token, or a
 *                           key of the event's own (see {@code flags}); at most 255 characters
 * @param flags              what was unusual; empty for an ordinary event
 * @param simSid             {@code SimSid}, or null
 * @param simStatus          {@code SimStatus}, or null
 * @param eventTime          the {@code Date} header, or null where it is missing or odd
 * @param receivedAt         when the request was received, by this machine's clock
 * @param contentType        the media type without parameters, in lower case
 * @param body               the bytes that KORE signed: those received, or of JSON their minified form
 * @param bodyHash           SHA-256 of {@code body}, 32 bytes
 * @param secretLabel        which configured secret verified it: {@code current}, {@code next} …
 * @param unsignedParameters named query parameters, which KORE does not sign; often empty
 */
public record SimEvent(
        EventKind kind,
        String accountSid,
        String token,
        Set<EventFlag> flags,
        String simSid,
        String simStatus,
        Instant eventTime,
        Instant receivedAt,
        String contentType,
        byte[] body,
        byte[] bodyHash,
        String secretLabel,
        Map<String, String> unsignedParameters) {

    public SimEvent {
        flags = flags.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(flags));
        unsignedParameters = unsignedParameters.isEmpty()
                ? Map.of()
                : Collections.unmodifiableMap(new LinkedHashMap<>(unsignedParameters));
    }

    /** The same event, with one more flag. */
    public SimEvent flagged(EventFlag flag) {
        Set<EventFlag> more = EnumSet.of(flag);
        more.addAll(flags);
        return new SimEvent(kind, accountSid, token, more, simSid, simStatus, eventTime, receivedAt,
                contentType, body, bodyHash, secretLabel, unsignedParameters);
    }

    /** Names the event without any of its content, so that it may be logged. */
    @Override
    public String toString() {
        return "SimEvent[" + kind + ", " + body.length + " bytes]";
    }
}
