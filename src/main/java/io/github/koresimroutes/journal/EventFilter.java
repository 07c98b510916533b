package io.github.koresimroutes.journal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;

/**
 * Which events are meant.
 *
 * @param state  those in this state
 * @param simSid only those of this SIM, or null
 */
public record EventFilter(EventState state, String simSid) {

    public EventFilter {
        Objects.requireNonNull(state, "state");
    }

    /** Written out, and no parameter: only so is it known that a partial index holds them all. */
    String where() {
        return "WHERE state = '" + state + "'" + (simSid == null ? "" : " AND sim_sid = ?");
    }

    /** What {@link #where()} needs: bodies are not read where the state alone is asked for. */
    String tables() {
        return simSid == null ? " FROM sim_event_dispatch " : EventTable.TABLES;
    }

    /** Sets the parameters of {@link #where()}; returns how many. */
    int bind(PreparedStatement statement) throws SQLException {
        if (simSid == null) {
            return 0;
        }
        statement.setString(1, simSid);
        return 1;
    }
}
