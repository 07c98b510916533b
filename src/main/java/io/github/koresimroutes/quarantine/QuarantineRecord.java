package io.github.koresimroutes.quarantine;

/**
 * A refused callback that is kept.
 *
 * @param id       ascending; never that of an event
 * @param callback what was refused
 */
public record QuarantineRecord(long id, RefusedCallback callback) {

    /** Names it without any of its content, so that it may be logged. */
    @Override
    public String toString() {
        return "QuarantineRecord[" + id + "]";
    }
}
