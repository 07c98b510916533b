package io.github.koresimroutes.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.koresimroutes.journal.Sent;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatonJsonTest {

    private static final Baton SEED = Baton.seed("a journal", 2, 4, 3);

    @Test
    void aSeedIsReadAsItWasWritten() {
        assertThat(BatonJson.read(BatonJson.write(SEED))).isEqualTo(SEED);
        assertThat(SEED.isSeed()).isTrue();
    }

    @Test
    void aBatonIsReadAsItWasWritten() {
        Baton next = SEED.next(List.of(new Sent(Long.MAX_VALUE, 1), new Sent(7, 12)),
                List.of(new Sent(9, 2)), List.of(new Sent(11, 1)), "0123456789ab");

        assertThat(BatonJson.read(BatonJson.write(next))).isEqualTo(next);
        assertThat(next.isSeed()).isFalse();
    }

    @Test
    void theNextBatonFollowsTheHeldOne() {
        Baton next = SEED.next(List.of(new Sent(7, 1)), List.of(), List.of(), null);

        assertThat(next.sequence()).isEqualTo(1);
        assertThat(next.parent()).isEqualTo(SEED.nonce());
        assertThat(next.nonce()).isNotEqualTo(SEED.nonce());
        assertThat(next).usingRecursiveComparison()
                .comparingOnlyFields("journal", "lane", "lanes", "epoch").isEqualTo(SEED);
    }

    @Test
    void aBatonOfAnOlderReleaseNamesNoRoutes() {
        Baton next = SEED.next(List.of(new Sent(7, 1)), List.of(), List.of(), "0123456789ab");
        String older = BatonJson.write(next).replace(",\"routes\":\"0123456789ab\"", "");

        assertThat(older).doesNotContain("routes");
        assertThat(BatonJson.read(older)).usingRecursiveComparison().ignoringFields("routes")
                .isEqualTo(next);
        assertThat(BatonJson.read(older).routes()).isNull();
    }

    @Test
    void aFieldOfALaterVersionIsPassedOver() {
        String text = BatonJson.write(SEED).replaceFirst("\\{", "{\"later\":{\"a\":[1]},");

        assertThat(BatonJson.read(text)).isEqualTo(SEED);
    }
}
