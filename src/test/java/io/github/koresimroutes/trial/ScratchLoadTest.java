package io.github.koresimroutes.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.koresimroutes.check.Finding;
import io.github.koresimroutes.routeset.RouteFile;
import io.github.koresimroutes.routeset.RouteSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.support.SimpleRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScratchLoadTest {

    @Test
    void theShippedRoutesLoad() {
        assertThat(ScratchLoad.check(TrialRoutes.shipped(), TrialRoutes.SETTINGS,
                new SimpleRegistry())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"route-by-status", "dispatch-events", "receive-callback",
        "callback-endpoint", "handle-errors", "keep-house"})
    void anUnknownBeanIsFoundInEachFile(String name) {
        Optional<Finding> found = ScratchLoad.check(
                broken(name + RouteFile.SUFFIX), TrialRoutes.SETTINGS, new SimpleRegistry());

        assertThat(found).get().extracting(Finding::describe).asString().contains("no-such-bean");
    }

    /** In the first route that the file has, before its first step. */
    private static RouteSet broken(String name) {
        RouteSet shipped = TrialRoutes.shipped();
        List<RouteFile> files = new ArrayList<>();
        for (RouteFile file : shipped.files()) {
            files.add(file.name().equals(name) ? new RouteFile(name, file.place(),
                    file.text().replaceFirst("( +)steps:\n +- ",
                            "$1steps:\n$1  - process:\n$1      ref: no-such-bean\n$1  - ")) : file);
        }
        RouteSet broken = new RouteSet(files, shipped.settings());
        assertThat(broken).isNotEqualTo(shipped);
        return broken;
    }
}
