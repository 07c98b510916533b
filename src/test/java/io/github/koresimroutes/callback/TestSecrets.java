package io.github.koresimroutes.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;

/** Secrets that never change. */
public final class TestSecrets {

    private TestSecrets() {
    }

    public static SecretStore of(List<Secret> secrets) {
        return new SecretStore(secrets.stream().map(secret -> {
            String value = new String(secret.bytes(), UTF_8);
            String name = secret.label().replaceFirst(".*/", "");
            return new SecretPlace(
                    secret.account(), name, secret.label(), () -> Optional.of(value), () -> "");
        }).toList());
    }

    /** The value of the secret that is tried first. */
    public static String first(SecretStore store) {
        return new String(store.current().all().get(0).bytes(), UTF_8);
    }
}
