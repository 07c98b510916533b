package io.github.koresimroutes.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

class OutageLogTest {

    private final List<String> lines = new ArrayList<>();
    private final AtomicLong now = new AtomicLong(-5);
    private final OutageLog outage = new OutageLog(
            logger(), "nothing is stored", "were refused", Duration.ofMinutes(1), now::get);

    @Test
    void itsBeginningItsLastingAndItsEndAreOneLineEach() {
        for (int second = 0; second < 90; second++) {
            outage.failed("the disk is full");
            now.addAndGet(Duration.ofSeconds(1).toNanos());
        }
        outage.works();
        outage.works();

        assertThat(lines).containsExactly(
                "warn nothing is stored: the disk is full",
                "warn nothing is stored, for 60 s now: the disk is full; 61 were refused",
                "info over after 90 s: nothing is stored; 90 were refused");
    }

    @Test
    void whatComesAndGoesManyTimesAMinuteIsNotToldEachTime() {
        for (int i = 0; i < 100; i++) {
            outage.failed("slow");
            outage.works();
            now.addAndGet(Duration.ofMillis(100).toNanos());
        }

        assertThat(lines).hasSize(2);
    }

    private Logger logger() {
        return (Logger) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    Object[] values = arguments[1] instanceof Object[] several
                            ? several : Arrays.copyOfRange(arguments, 1, arguments.length);
                    lines.add(method.getName() + " " + MessageFormatter.arrayFormat(
                            (String) arguments[0], values).getMessage());
                    return null;
                });
    }
}
