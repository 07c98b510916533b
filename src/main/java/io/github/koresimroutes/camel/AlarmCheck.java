package io.github.koresimroutes.camel;

import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * A health check that calls somebody and takes nothing out of service: callbacks are stored all the
 * same, and a process that is restarted or sent no requests would lose them.
 */
public abstract class AlarmCheck extends AbstractHealthCheck {

    /** @param id its name in health */
    protected AlarmCheck(String id) {
        super("kore", id);
    }

    @Override
    public final boolean isReadiness() {
        return false;
    }

    @Override
    public final boolean isLiveness() {
        return false;
    }
}
