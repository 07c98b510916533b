package io.github.koresimroutes.routeset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteSetTest {

    private static final Map<String, String> QUEUES = Map.of("kore.queue.a", "a");

    @Test
    void theHashIsTheSameWhereverTheFilesAre() {
        assertThat(set(new RouteFile("a.camel.yaml", "file:here/a.camel.yaml", "[]"), QUEUES).hash())
                .isEqualTo(set(new RouteFile("a.camel.yaml", "classpath:a.camel.yaml", "[]"), QUEUES)
                        .hash())
                .hasSize(12);
    }

    @Test
    void theHashTellsTextsNamesAndQueuesApart() {
        RouteFile file = file("a", "[]");
        assertThat(List.of(set(file, QUEUES).hash(), set(file("b", "[]"), QUEUES).hash(),
                set(file("a", "[ ]"), QUEUES).hash(),
                set(file, Map.of("kore.queue.a", "b")).hash(),
                set(file, Map.of("kore.queue.b", "a")).hash())).doesNotHaveDuplicates();
    }

    /** It is shown in health and in the journal, and such a setting may be a password. */
    @Test
    void theHashTellsNothingOfCustomSettings() {
        RouteFile file = file("a", "[]");
        assertThat(set(file, Map.of("custom.password", "one")).hash())
                .isEqualTo(set(file, Map.of("custom.password", "two")).hash());
    }

    @Test
    void whatReceivesAndDispatchesIsFixed() {
        RouteSet set = new RouteSet(List.of(file("dispatch-events", "[]"), file("mine", "[]"),
                file("route-by-status", "[]")), new RouteSettings(Map.of()));
        assertThat(set.fixed()).extracting(RouteFile::name)
                .containsExactly("dispatch-events.camel.yaml");
        assertThat(set.live()).extracting(RouteFile::name)
                .containsExactly("mine.camel.yaml", "route-by-status.camel.yaml");
    }

    private static RouteFile file(String name, String text) {
        return new RouteFile(name + RouteFile.SUFFIX, "file:" + name + RouteFile.SUFFIX, text);
    }

    private static RouteSet set(RouteFile file, Map<String, String> settings) {
        return new RouteSet(List.of(file), new RouteSettings(settings));
    }
}
