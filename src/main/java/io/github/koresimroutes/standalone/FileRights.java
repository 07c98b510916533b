package io.github.koresimroutes.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of secrets and events that every user of the machine may read, where the file system knows
 * users. It does not stop the start: a platform that mounts its secrets so has a reason.
 */
final class FileRights {

    private static final String PUBLIC = "kore.callback.tls.certificate-file";

    private final Logger log;

    FileRights() {
        this(LoggerFactory.getLogger(FileRights.class));
    }

    FileRights(Logger log) {
        this.log = log;
    }

    /** Looks at each file that a setting names, and at the journal and the message store. */
    void check(StandaloneSettings settings) {
        settings.below("kore.").forEach((key, file) -> {
            if (key.endsWith("-file") && !key.equals(PUBLIC)) {
                check(key, file);
            }
        });
        JournalPool.sqliteFile(settings.text("kore.journal.url", JournalPool.DEFAULT_URL))
                .ifPresent(file -> check("kore.journal.url", file.toString()));
        if (!settings.usesExternalBroker()) {
            check("kore.broker.data", settings.text("kore.broker.data", "data/broker"));
        }
    }

    private void check(String key, String file) {
        try {
            Path path = Path.of(file).toAbsolutePath();
            if (has(path, PosixFilePermission.OTHERS_READ)
                    && has(path.getParent(), PosixFilePermission.OTHERS_EXECUTE)) {
                log.warn("every user of this machine may read {} ({}): chmod o-rwx {}",
                        path, key, path);
            }
        } catch (IOException | InvalidPathException | UnsupportedOperationException e) {
            // It is not there, or has no such rights; whoever needs it says so.
        }
    }

    private static boolean has(Path path, PosixFilePermission right) throws IOException {
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(path);
        return rights.contains(right);
    }
}
