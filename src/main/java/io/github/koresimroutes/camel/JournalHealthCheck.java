package io.github.koresimroutes.camel;

import io.github.koresimroutes.journal.EventJournal;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Up while the journal's database answers; tells how many events are in which state. */
final class JournalHealthCheck extends AbstractHealthCheck {

    private final EventJournal journal;

    JournalHealthCheck(EventJournal journal) {
        super("kore", "kore-journal");
        this.journal = journal;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        try {
            journal.countByState().forEach((state, count) ->
                    builder.detail("events." + state, count));
            builder.up();
        } catch (Exception e) {
            builder.down().message("the journal's database does not answer").error(e);
        }
    }
}
