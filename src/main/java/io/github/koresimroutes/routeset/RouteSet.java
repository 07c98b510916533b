package io.github.koresimroutes.routeset;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * All route files of a bundle at one moment, and the settings that are edited with them.
 *
 * @param files    in the order of their names
 * @param settings of the route editors
 */
public record RouteSet(List<RouteFile> files, RouteSettings settings) {

    private static final int HASH_LENGTH = 12;

    public RouteSet {
        files = List.copyOf(files);
    }

    /** The files that receive and dispatch, whose change needs a restart. */
    public List<RouteFile> fixed() {
        return files.stream().filter(RouteFile::isFixed).toList();
    }

    /** The routing files and the teams' own, which may change while the bundle runs. */
    public List<RouteFile> live() {
        return files.stream().filter(file -> !file.isFixed()).toList();
    }

    /** These, with the others' files that may change while the bundle runs, and their queues. */
    public RouteSet withLiveOf(RouteSet others) {
        List<RouteFile> mixed = new ArrayList<>(fixed());
        mixed.addAll(others.live());
        mixed.sort(Comparator.comparing(RouteFile::name));
        return new RouteSet(mixed, others.settings().withCustomOf(settings));
    }

    /** The file of a name. */
    public Optional<RouteFile> file(String name) {
        return files.stream().filter(file -> file.name().equals(name)).findFirst();
    }

    /**
     * Names what the set holds, for logs, health and the journal: two instances with the same files
     * and queues have the same hash, wherever the files are. What {@code custom.*} settings say is
     * no part of it, as it may be secret.
     */
    public String hash() {
        MessageDigest digest = sha256();
        for (RouteFile file : files) {
            add(digest, file.name());
            add(digest, file.text());
        }
        settings.queues().forEach((key, value) -> {
            add(digest, key);
            add(digest, value);
        });
        return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_LENGTH);
    }

    /** With its length before it, so that no two lists of texts are the same bytes. */
    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
