package io.github.koresimroutes.journal;

/**
 * An event that might be sent again.
 *
 * @param id          the event's id
 * @param state       what became of it so far
 * @param simSid      the SIM, or null
 * @param overtakenBy the newest event of the same SIM that came later and is on its queue
 *                    already; null if there is none
 */
public record ReplayCandidate(long id, EventState state, String simSid, Long overtakenBy) {

    /** Whether sending it now would tell consumers of the SIM's past after its present. */
    public boolean isOvertaken() {
        return overtakenBy != null;
    }

    ReplayCandidate overtaken(long by) {
        return new ReplayCandidate(id, state, simSid, by);
    }
}
