package io.github.koresimroutes.standalone;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The clients that are in the distribution. */
enum BrokerKind {

    ACTIVEMQ("activemq", "ActiveMQ Classic", "activemq-client", "tcp://broker:61616"),
    ARTEMIS("artemis", "Artemis", "artemis-jakarta-client", "tcp://broker:61616"),
    AMQP("amqp", "AMQP 1.0", "qpid-jms-client", "amqp://broker:5672");

    private static final Pattern AMQP_URL =
            Pattern.compile("(failover:\\()?amqp(ws)?s?://.*", Pattern.DOTALL);

    private final String setting;
    private final String title;
    private final String jar;
    private final String example;

    BrokerKind(String setting, String title, String jar, String example) {
        this.setting = setting;
        this.title = title;
        this.jar = jar;
        this.example = example;
    }

    /** @throws StartException where {@code kore.broker.kind} is none of them */
    static BrokerKind of(String setting) {
        for (BrokerKind kind : values()) {
            if (kind.setting.equals(setting)) {
                return kind;
            }
        }
        throw new StartException("kore.broker.kind = " + setting + " is wrong: it takes "
                + Arrays.stream(values()).map(kind -> kind.setting)
                        .collect(Collectors.joining(", ")).replaceFirst(", (\\w+)$", " or $1")
                + ".");
    }

    /**
     * The kind that a URL is for. One of AMQP needs no setting: no other client reads it.
     *
     * @throws StartException where the URL is of another kind than this one
     */
    BrokerKind with(String url) {
        if (url.matches("(?s)failover:(//)?amqp.*")) {
            throw new StartException("kore.broker.url: the addresses of a failover stand in brackets,"
                    + " as failover:(amqp://one:5672,amqp://other:5672)");
        }
        boolean amqp = AMQP_URL.matcher(url).matches();
        if (amqp && this == ARTEMIS) {
            throw new StartException("kore.broker.kind = artemis does not fit kore.broker.url,"
                    + " which is one of AMQP.\nSet kore.broker.kind = amqp, or a URL of Artemis'"
                    + " own protocol, for example " + example);
        }
        if (!amqp && this == AMQP) {
            throw new StartException("kore.broker.kind = amqp does not fit kore.broker.url: one of"
                    + " AMQP begins with amqp:// or amqps://, for example " + example);
        }
        return amqp ? AMQP : this;
    }

    /** For messages. */
    String title() {
        return title;
    }

    /** As it is set. */
    String setting() {
        return setting;
    }

    /** The client's jar, without its version. */
    String jar() {
        return jar;
    }

    /** A URL. */
    String example() {
        return example;
    }
}
