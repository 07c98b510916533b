package io.github.koresimroutes.camel;

import io.github.koresimroutes.journal.EventJournal;
import io.github.koresimroutes.journal.JournalUnavailableException;
import io.github.koresimroutes.quarantine.QuarantineArchive;
import java.sql.SQLException;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Up while the journal could store an event: the one thing without which this process is of no use.
 * Tells how many events are in which state, and how much is in quarantine.
 */
final class JournalHealthCheck extends AbstractHealthCheck {

    private final EventJournal journal;

    JournalHealthCheck(EventJournal journal) {
        super("kore", "kore-journal");
        this.journal = journal;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        try {
            journal.check();
        } catch (JournalUnavailableException e) {
            builder.down().message(e.getMessage());
            return;
        }
        tellEvents(builder);
        tellQuarantine(builder);
        builder.up();
    }

    /** They are taken though they cannot be counted in time. */
    private void tellEvents(HealthCheckResultBuilder builder) {
        try {
            journal.levels().events().forEach((state, count) ->
                    builder.detail("events." + state, count));
        } catch (SQLException e) {
            builder.detail("events.trouble", journal.database().describe(e));
        }
    }

    /** Events are taken without it. */
    private void tellQuarantine(HealthCheckResultBuilder builder) {
        try {
            new QuarantineArchive(journal.database()).levels().forEach((kind, count) ->
                    builder.detail("quarantine." + kind.label(), count));
        } catch (SQLException e) {
            builder.detail("quarantine.trouble", journal.database().describe(e));
        }
    }
}
