package io.github.koresimroutes.bundle;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** Events whose route throws, with Artemis as the broker. */
@Tag("brokers")
class ArtemisPoisonTest extends PoisonTest {

    @Override
    TestBroker newBroker(Path directory) throws Exception {
        return new TestArtemis(directory);
    }

    /** Not run again here: it takes long, and no broker makes a difference to it. */
    @Override
    void whenEventAfterEventFailsNoneIsSetAsideAndAGoodOneStillGoes() {
    }

    /** Not run again here: it takes long, and no broker makes a difference to it. */
    @Override
    void aBrokerThatRefusesEverythingSetsNothingAside() {
    }

    @Override
    void aCopyThatTheBrokerRefusesHoldsNothingUp() {
    }
}
