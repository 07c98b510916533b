package io.github.koresimroutes.callback;

import static io.github.koresimroutes.callback.CallbackScenario.valid;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretUseTest {

    private final Map<String, String> files = new HashMap<>(Map.of("current", "one"));
    private final SecretStore store = new SecretStore(List.of(place("current"), place("next")));
    private final SecretUse use = new SecretUse(store);

    @Test
    void callbacksAreCountedBySecretWithTheTimeOfTheLast() throws Exception {
        assertThat(use.labels()).containsExactly("current", "next");
        assertThat(use.count("current")).isZero();
        assertThat(use.last("current")).isEmpty();

        use.verified(valid().signedWith("one").verify(store));
        use.verified(valid().signedWith("one").verify(store));

        assertThat(use.count("current")).isEqualTo(2);
        assertThat(use.last("current")).hasValue(CallbackScenario.RECEIVED_AT);
        assertThat(use.count("next")).isZero();
        assertThat(use.last("next")).isEmpty();
    }

    @Test
    void theTimeIsOfTheSecretThatHasTheLabelNow() throws Exception {
        use.verified(valid().signedWith("one").verify(store));
        files.put("current", "two");
        store.refresh();

        assertThat(use.last("current")).isEmpty();
        assertThat(use.count("current")).as("a count never falls").isEqualTo(1);

        use.verified(valid().signedWith("two").verify(store));
        assertThat(use.last("current")).hasValue(CallbackScenario.RECEIVED_AT);
    }

    private SecretPlace place(String name) {
        return new SecretPlace(null, name, name, () -> Optional.ofNullable(files.get(name)),
                () -> files.get(name));
    }
}
