package io.github.koresimroutes.standalone;

import io.github.koresimroutes.config.SettingsException;
import io.github.koresimroutes.http.ConnectionLimits;
import io.github.koresimroutes.http.Listen;
import io.github.koresimroutes.http.TlsFiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The settings of {@code kore.callback.*} that make the server. */
final class ListenSettings {

    private static final String CERTIFICATE = "kore.callback.tls.certificate-file";
    private static final String KEY = "kore.callback.tls.key-file";
    private static final String PROTOCOLS = "kore.callback.tls.protocols";
    private static final List<String> MODERN = List.of("TLSv1.3", "TLSv1.2");

    private ListenSettings() {
    }

    static Listen read(StandaloneSettings settings) {
        return new Listen(
                settings.text("kore.callback.host", "0.0.0.0"),
                settings.number("kore.callback.port", 8080, 1, 65_535),
                settings.number("kore.callback.workers", 8, 1, 1_000),
                new ConnectionLimits(
                        settings.number("kore.callback.max-connections", 2048, 1, 1_000_000),
                        settings.duration("kore.callback.header-timeout"),
                        settings.duration("kore.callback.idle-timeout"),
                        settings.number("kore.callback.max-header-size", 16_384, 256, 1_000_000),
                        settings.number("kore.callback.max-url-size", 4_096, 64, 1_000_000)),
                tls(settings));
    }

    private static Optional<TlsFiles> tls(StandaloneSettings settings) {
        Optional<String> certificate = settings.text(CERTIFICATE);
        Optional<String> key = settings.text(KEY);
        if (certificate.isPresent() != key.isPresent()) {
            throw new SettingsException((certificate.isPresent() ? KEY : CERTIFICATE)
                    + " is not set. TLS takes both: " + CERTIFICATE + " and " + KEY + ".");
        }
        return certificate.map(file -> new TlsFiles(
                Path.of(file), Path.of(key.orElseThrow()), protocols(settings),
                settings.duration("kore.callback.tls.reload-interval")));
    }

    private static List<String> protocols(StandaloneSettings settings) {
        String value = settings.text(PROTOCOLS, String.join(",", MODERN));
        List<String> protocols = Arrays.stream(value.split(",")).map(String::strip).toList();
        if (!MODERN.containsAll(protocols)) {
            throw new SettingsException(PROTOCOLS + " = " + value
                    + " is wrong: it takes TLSv1.3, TLSv1.2 or both, separated by a comma.");
        }
        return protocols;
    }
}
