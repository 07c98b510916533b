package io.github.koresimroutes.standalone;

/**
 * Which broker to connect to, and as whom.
 *
 * @param kind     which client it takes
 * @param url      as that client reads it
 * @param user     or null
 * @param password or null
 */
record BrokerAddress(BrokerKind kind, String url, String user, String password) {

    /** The password is nobody's business. */
    @Override
    public String toString() {
        return kind.title() + " at " + url;
    }
}
