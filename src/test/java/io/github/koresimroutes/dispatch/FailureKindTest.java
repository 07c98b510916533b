package io.github.koresimroutes.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import jakarta.jms.ResourceAllocationException;
import org.apache.activemq.artemis.api.core.ActiveMQAddressFullException;
import org.apache.activemq.transport.RequestTimedOutIOException;
import org.apache.qpid.jms.JmsSendTimedOutException;
import org.junit.jupiter.api.Test;

class FailureKindTest {

    @Test
    void aBrokerWithoutRoomIsKnownByWhatEachKindSays() {
        assertThat(FailureKind.isForWantOfRoom(
                wrapped(new ResourceAllocationException("the store is full")))).isTrue();
        assertThat(FailureKind.isForWantOfRoom(
                wrapped(caused(new ActiveMQAddressFullException("AMQ229102"))))).isTrue();
        assertThat(FailureKind.isForWantOfRoom(
                wrapped(caused(new RequestTimedOutIOException())))).isTrue();
        assertThat(FailureKind.isForWantOfRoom(
                wrapped(new JmsSendTimedOutException("no credit")))).isTrue();
    }

    @Test
    void anyOtherRefusalMayBeTheEvents() {
        assertThat(FailureKind.isForWantOfRoom(
                wrapped(new JMSException("this message is refused")))).isFalse();
    }

    private static Exception wrapped(Exception failure) {
        return new IllegalStateException("a send failed, so the batch is rolled back", failure);
    }

    private static JMSException caused(Exception failure) {
        JMSException exception = new JMSException("refused");
        exception.initCause(failure);
        return exception;
    }
}
