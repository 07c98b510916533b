package io.github.koresimroutes.journal;

import io.github.koresimroutes.callback.EventFlag;
import io.github.koresimroutes.callback.EventKind;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * An event as it is read back to be sent.
 *
 * @param id                 ascending: an event that was answered before another one came has the
 *                           smaller id
 * @param sendNumber         1 for the first sending; each replay adds one
 * @param kind               what the body is
 * @param account            KORE's {@code AccountSid}, or empty
 * @param token              the de-duplication key within the account
 * @param flags              what was unusual
 * @param simSid             {@code SimSid}, or null
 * @param simStatus          {@code SimStatus}, or null
 * @param eventTime          KORE's time of the event to the millisecond, or null
 * @param receivedAt         when the request was received, to the millisecond
 * @param contentType        the media type without parameters
 * @param body               the bytes exactly as they were received
 * @param unsignedParameters query parameters, which KORE does not sign; often empty
 */
public record JournalEntry(
        long id,
        int sendNumber,
        EventKind kind,
        String account,
        String token,
        Set<EventFlag> flags,
        String simSid,
        String simStatus,
        Instant eventTime,
        Instant receivedAt,
        String contentType,
        byte[] body,
        Map<String, String> unsignedParameters) {

    /** This sending, to be marked once it is done. */
    public Sent sent() {
        return new Sent(id, sendNumber);
    }

    /** Names the entry without any of its content, so that it may be logged. */
    @Override
    public String toString() {
        return "JournalEntry[" + id + "/" + sendNumber + "]";
    }
}
