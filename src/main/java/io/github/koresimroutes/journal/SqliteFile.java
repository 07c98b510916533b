package io.github.koresimroutes.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;

/**
 * The file that a SQLite journal was opened from. A file that is moved or deleted stays open, and
 * SQLite goes on writing to it: what is committed then is on no disk that the next start looks at.
 */
final class SqliteFile {

    /** Nothing to watch. */
    static final SqliteFile NONE = new SqliteFile(null, null);

    private static final Set<String> NETWORK = Set.of("nfs", "nfs4", "cifs", "smb", "smb2", "smb3",
            "smbfs", "afpfs", "webdav", "fuse.sshfs", "fuse.glusterfs", "glusterfs", "ceph",
            "lustre", "afs");

    private final Path path;
    private final Object key;
    private volatile boolean lost;

    private SqliteFile(Path path, Object key) {
        this.path = path;
        this.key = key;
    }

    /**
     * The file behind a connection; a database in memory has none that could be lost.
     *
     * @throws IllegalStateException where it lies on a network file system
     */
    static SqliteFile of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT file FROM pragma_database_list WHERE name = 'main'")) {
            String file = row.next() ? row.getString(1) : null;
            if (file != null && !file.isEmpty()) {
                Path path = Path.of(file);
                checkPlace(path, Files.getFileStore(path).type());
                return new SqliteFile(path, key(path));
            }
        } catch (InvalidPathException | IOException e) {
            // It cannot be watched; SQLite could open it all the same.
        }
        return NONE;
    }

    /**
     * SQLite's log is shared memory of one machine, and its locks are what the file system makes of
     * them.
     *
     * @param type what Java calls the file system
     */
    static void checkPlace(Path path, String type) {
        if (NETWORK.contains(type.toLowerCase(Locale.ROOT))) {
            throw new IllegalStateException("The event journal does not open " + path + ": it lies"
                    + " on a network file system (" + type + "), where SQLite may lose what was"
                    + " committed. Use a disk of this machine, or a database server");
        }
    }

    /**
     * Throws {@link Lost} once the file is not the one at its path any more, and ever after: a
     * connection may have been opened to another file meanwhile.
     */
    void check() throws Lost {
        if (key != null && (lost || isLost())) {
            lost = true;
            throw new Lost(path);
        }
    }

    private boolean isLost() {
        try {
            return !key.equals(key(path));
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            // Nothing is known of the file then, and SQLite finds out whether it can be written.
            return false;
        }
    }

    /** Null where the platform has no such key. */
    private static Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /** Its message is for an operator. */
    static final class Lost extends SQLNonTransientConnectionException {

        private static final long serialVersionUID = 1L;

        Lost(Path path) {
            super("the journal's file " + path
                    + " was moved or deleted: stop kore-sim, put it back, start again");
        }
    }
}
