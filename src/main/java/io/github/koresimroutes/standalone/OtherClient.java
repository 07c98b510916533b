package io.github.koresimroutes.standalone;

import jakarta.jms.ConnectionFactory;
import java.util.Map;
import java.util.Optional;

/**
 * A client that is not in the distribution: {@code kore.broker.connection-factory} names its class,
 * and what follows a dot its properties.
 */
final class OtherClient {

    /** The setting that names the class. */
    static final String KEY = "kore.broker.connection-factory";

    private OtherClient() {
    }

    /**
     * Empty where the settings name no class.
     *
     * @throws StartException where they name one that is missing or none of a client, or a property
     *                        that it does not have or take
     */
    static Optional<ConnectionFactory> factory(StandaloneSettings settings) {
        Map<String, String> properties = settings.open(KEY + ".");
        Optional<String> name = settings.text(KEY);
        if (name.isEmpty()) {
            properties.keySet().stream().findFirst().ifPresent(property -> {
                throw new StartException(KEY + "." + property + " is set, and " + KEY
                        + " is not: it takes the name of the client's class.");
            });
            return Optional.empty();
        }
        if (settings.text("kore.broker.url").isPresent()) {
            throw new StartException("kore.broker.url and " + KEY + " are both set: remove one.\n"
                    + "The address is a property of the class, " + KEY + ".<property>.");
        }
        BrokerKind kind = BrokerKind.of(settings.text("kore.broker.kind", "activemq"));
        if (kind != BrokerKind.ACTIVEMQ) {
            throw new StartException("kore.broker.kind = " + kind.setting() + " and " + KEY
                    + " are both set: remove one.");
        }
        ConnectionFactory factory = make(name.get());
        BeanProperties bean = new BeanProperties(factory);
        properties.forEach((property, value) -> bean.set(KEY + ".", property, value));
        Optional<String> user = settings.text("kore.broker.user");
        String password = settings.secret("kore.broker.password").orElse(null);
        if (user.isEmpty() && password != null) {
            throw new StartException("kore.broker.password is set, and kore.broker.user is not: both"
                    + " are given to each connection, or neither.");
        }
        return Optional.of(user.isEmpty() ? factory
                : new UserConnections(factory, user.get(), password));
    }

    private static ConnectionFactory make(String className) {
        try {
            return (ConnectionFactory) Class.forName(className)
                    .getDeclaredConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            throw new StartException(KEY + ": there is no class " + className
                    + "\nPut the jar of the broker's client that has it into lib/, and the jars"
                    + " that it needs (docs/brokers.md).", e);
        } catch (NoClassDefFoundError e) {
            throw new StartException(KEY + ": " + className + " needs the class "
                    + String.valueOf(e.getMessage()).replace('/', '.') + ", which is not here."
                    + "\nPut the jar that has it into lib/, too.", e);
        } catch (ClassCastException e) {
            throw new StartException(KEY + ": " + className + " is no "
                    + ConnectionFactory.class.getName() + ".\nWhere a broker has two clients, take"
                    + " the one for Jakarta Messaging, not for javax.jms.", e);
        } catch (ReflectiveOperationException e) {
            throw new StartException(KEY + ": " + className + " cannot be made without parameters,"
                    + " by a public constructor: " + BeanProperties.reason(e), e);
        }
    }
}
