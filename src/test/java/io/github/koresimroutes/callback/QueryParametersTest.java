package io.github.koresimroutes.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.Set;
import org.junit.jupiter.api.Test;

class QueryParametersTest {

    @Test
    void onlyTheFirstEqualsSignDivides() {
        assertThat(QueryParameters.pick("a=b=c&=d", Set.of("a", "")))
                .containsExactly(entry("a", "b=c"), entry("", "d"));
    }

    @Test
    void aValueOfAThousandCharactersIsTakenAndNotOneMore() {
        assertThat(QueryParameters.pick("a=" + "x".repeat(1000), Set.of("a"))).hasSize(1);
        assertThat(QueryParameters.pick("a=" + "x".repeat(1001), Set.of("a"))).isEmpty();
    }

    @Test
    void withoutAQueryOrWantedNamesNothingIsPicked() {
        assertThat(QueryParameters.pick(null, Set.of("a"))).isEmpty();
        assertThat(QueryParameters.pick("a=1", Set.of())).isEmpty();
    }
}
