package io.github.koresimroutes.callback;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where one configured secret comes from.
 *
 * @param account the SID of its account; null for a default secret
 * @param name    {@code current}, {@code next} or {@code previous}
 * @param setting the setting that names it, for messages
 * @param source  gives the secret as it is now, or nothing where there is none; throws where that
 *                cannot be told, with a message for the log that holds no secret
 * @param mark    gives something else once the secret may have changed; cheaper than the source
 */
public record SecretPlace(String account, String name, String setting,
        Supplier<Optional<String>> source, Supplier<?> mark) {

    /** The label of the secret that is there. */
    public String label() {
        return Secret.label(account, name);
    }
}
