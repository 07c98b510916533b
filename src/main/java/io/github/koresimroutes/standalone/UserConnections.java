package io.github.koresimroutes.standalone;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;

/**
 * The connections of one user, for a client that has no property for it.
 *
 * @param target   what connects
 * @param password or null
 */
record UserConnections(ConnectionFactory target, String user, String password)
        implements ConnectionFactory {

    @Override
    public Connection createConnection() throws JMSException {
        return target.createConnection(user, password);
    }

    @Override
    public Connection createConnection(String other, String secret) throws JMSException {
        return target.createConnection(other, secret);
    }

    @Override
    public JMSContext createContext() {
        return target.createContext(user, password);
    }

    @Override
    public JMSContext createContext(int mode) {
        return target.createContext(user, password, mode);
    }

    @Override
    public JMSContext createContext(String other, String secret) {
        return target.createContext(other, secret);
    }

    @Override
    public JMSContext createContext(String other, String secret, int mode) {
        return target.createContext(other, secret, mode);
    }

    /** The password is nobody's business. */
    @Override
    public String toString() {
        return target.getClass().getName();
    }
}
