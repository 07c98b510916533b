package io.github.koresimroutes.bundle;

import java.io.IOException;

/** What people get wrong when they edit the branch for "ready". */
enum TypicalMistake {

    INDENTATION("    id: to-ready-queue", "  id: to-ready-queue"),
    COMPONENT("uri: jms", "uri: jmss"),
    OPTION("destinationName", "destinationNam"),
    BEAN("to:", "process:\n                      id: drop-it\n"
            + "                      ref: kore-diskard\n                  - to:"),
    PROPERTY("kore.queue.ready", "kore.queue.redy"),
    LANGUAGE("simple:", "simpel:"),
    STEPS("steps:\n                  - to:", "to:"),
    /** A copy that was kept beside the file. */
    ID("", ""),
    DIRECT("uri: jms\n                      parameters:\n"
            + "                        destinationName: \"{{kore.queue.ready}}\"",
            "uri: direct\n                      parameters:\n"
            + "                        name: invoices"),
    /** The first that fits wins, so this one is never reached. */
    ORDER("", "");

    private static final String BRANCH = """
                          - expression:
                              simple:
                                expression: ${header.SimStatus} == 'ready'
                            steps:
                              - to:
                                  id: to-ready-queue
                                  uri: jms
                                  parameters:
                                    destinationName: "{{kore.queue.ready}}"
            """.stripTrailing();

    private final String what;
    private final String by;

    TypicalMistake(String what, String by) {
        this.what = what;
        this.by = by;
    }

    /** Makes it in the shipped file. */
    void make(RouteFolder routes) throws IOException {
        if (this == ID) {
            routes.write("copy-of-it.camel.yaml", RouteFolder.shipped(RouteFolder.ROUTING));
            return;
        }
        String edited = this == ORDER ? BRANCH + "\n" + BRANCH
                .replace("== 'ready'", "== 'ready' && ${header.SimUniqueName} == 'my_super_sim'")
                .replace("to-ready-queue", "to-my-queue") : BRANCH.replace(what, by);
        String shipped = RouteFolder.shipped(RouteFolder.ROUTING);
        String text = shipped.replace(BRANCH, edited);
        if (text.equals(shipped)) {
            throw new AssertionError(this + " is no edit of the shipped file");
        }
        routes.write(RouteFolder.ROUTING, text);
    }

    /** Takes it back. */
    void mend(RouteFolder routes) throws IOException {
        if (this == ID) {
            routes.delete("copy-of-it.camel.yaml");
        } else {
            routes.write(RouteFolder.ROUTING, RouteFolder.shipped(RouteFolder.ROUTING));
        }
    }
}
