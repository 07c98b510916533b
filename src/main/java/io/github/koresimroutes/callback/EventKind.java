package io.github.koresimroutes.callback;

/** What a signed request turned out to be. */
public enum EventKind {

    /** A form that holds {@code SimStatus}: KORE's SIM status callback. */
    SIM_STATUS,

    /** A form without {@code SimStatus}: another of KORE's callbacks, or one that is new. */
    OTHER_FORM,

    /** A JSON document, such as the Test Event of KORE's portal. */
    JSON
}
