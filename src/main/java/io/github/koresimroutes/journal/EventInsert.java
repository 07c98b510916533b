package io.github.koresimroutes.journal;

import io.github.koresimroutes.callback.EventFlag;
import io.github.koresimroutes.callback.SimEvent;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;

/** How events are stored that are not stored yet. */
interface EventInsert {

    /** Lanes are made of these: an event's bucket never changes, the number of lanes may. */
    int BUCKETS = 1024;

    /**
     * Stores events in the order given; tells for each whether it was new.
     *
     * @param limitSeconds how long one statement may take
     */
    List<Boolean> run(Connection connection, int limitSeconds, List<SimEvent> events)
            throws SQLException;

    /** Whether {@link #run} stores these with a single statement, which needs no transaction. */
    boolean isOneStatement(List<SimEvent> events);

    /** The flags of an event whose token is known with another body. */
    static String flagsOfTwin(SimEvent event) {
        Set<EventFlag> reused = EnumSet.of(EventFlag.TOKEN_REUSED);
        reused.addAll(event.flags());
        return EventFlag.join(reused);
    }

    /** CRC-32 of the SIM, else the account, else the token, in UTF-8, modulo 1024. For ever so. */
    static int bucket(SimEvent event) {
        String key = event.token();
        if (event.simSid() != null && !event.simSid().isEmpty()) {
            key = event.simSid();
        } else if (!event.accountSid().isEmpty()) {
            key = event.accountSid();
        }
        CRC32 crc = new CRC32();
        crc.update(key.getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % BUCKETS);
    }

    /**
     * PostgreSQL has no NUL in texts, and the event must not be lost for that. Nothing is lost by
     * the replacement either: the body keeps the exact bytes.
     */
    static String text(String value) {
        return value == null ? null : value.replace('\0', '\uFFFD');
    }
}
