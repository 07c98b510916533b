package io.github.koresimroutes.standalone;

/** The brokers that have a client of their own; a URL does not tell them apart. */
enum BrokerKind {

    ACTIVEMQ("activemq", "ActiveMQ Classic", "activemq-client"),
    ARTEMIS("artemis", "Artemis", "artemis-jakarta-client");

    private final String setting;
    private final String title;
    private final String jar;

    BrokerKind(String setting, String title, String jar) {
        this.setting = setting;
        this.title = title;
        this.jar = jar;
    }

    /** @throws StartException where {@code kore.broker.kind} is neither of them */
    static BrokerKind of(String setting) {
        for (BrokerKind kind : values()) {
            if (kind.setting.equals(setting)) {
                return kind;
            }
        }
        throw new StartException("kore.broker.kind = " + setting
                + " is wrong: it takes activemq or artemis.");
    }

    /** For messages. */
    String title() {
        return title;
    }

    /** The client's jar, without its version. */
    String jar() {
        return jar;
    }
}
