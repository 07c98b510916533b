package io.github.koresimroutes.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where the server's own certificate is.
 *
 * @param certificate the chain in PEM, the server's own certificate first
 * @param key         its private key in PEM, PKCS#8, without a password
 * @param protocols   the versions of TLS that are spoken
 * @param reload      how often the files are looked at
 */
public record TlsFiles(Path certificate, Path key, List<String> protocols, Duration reload) {
}
