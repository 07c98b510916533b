package io.github.koresimroutes.supply;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * What an archive of the build holds.
 *
 * @param files by their names without the archive's base directory
 */
record Distribution(Map<String, byte[]> files) {

    private static final String LIB = "lib/";
    // (licence) (licence) name (group:artifact:version - url)
    private static final Pattern LISTED = Pattern.compile(
            " +((?:\\([^)]*\\) )+).*\\([^:()]+:([^:]+):([^: ]+) - .*\\)");

    static Distribution zip() throws IOException {
        return new Distribution(unzip(Files.readAllBytes(archive(".zip"))));
    }

    static Distribution tarGz() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        forEachInTarGz((entry, in) -> {
            if (!entry.isDirectory()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        });
        return new Distribution(files);
    }

    /** Of the tar.gz: name, whose it is, and its mode, {@code bin/kore-sim 0:0 755}. */
    static List<String> modes() throws IOException {
        List<String> modes = new ArrayList<>();
        forEachInTarGz((entry, in) -> modes.add(entry.getName().replaceFirst("[^/]*/", "") + " "
                + entry.getLongUserId() + ":" + entry.getLongGroupId() + " "
                + Integer.toOctalString(entry.getMode() & 07777)));
        return modes;
    }

    private static void forEachInTarGz(Visitor visitor) throws IOException {
        try (InputStream raw = Files.newInputStream(archive(".tar.gz"));
                TarArchiveInputStream in =
                        new TarArchiveInputStream(new GzipCompressorInputStream(raw))) {
            for (TarArchiveEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                visitor.visit(e, in);
            }
        }
    }

    @FunctionalInterface
    private interface Visitor {
        void visit(TarArchiveEntry entry, InputStream content) throws IOException;
    }

    /** Writes the files to a directory, as somebody who unpacks the archive. */
    void unpack(Path directory) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path target = directory.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
    }

    Distribution {
        Map<String, byte[]> named = new TreeMap<>();
        files.forEach((name, content) ->
                named.put(name.substring(name.indexOf('/') + 1), content));
        files = named;
    }

    /** Null if there is none. */
    byte[] file(String name) {
        return files.get(name);
    }

    Set<String> jars() {
        return files.keySet().stream().filter(name -> name.startsWith(LIB))
                .map(name -> name.substring(LIB.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of the files in a jar. */
    Set<String> inJar(String jar) throws IOException {
        return unzip(file(LIB + jar)).keySet();
    }

    /** The jars that THIRD-PARTY.txt lists, and their licences. */
    Map<String, Set<String>> licences() {
        Map<String, Set<String>> listed = new TreeMap<>();
        new String(file("THIRD-PARTY.txt"), StandardCharsets.UTF_8).lines()
                .map(LISTED::matcher).filter(Matcher::matches).forEach(line -> listed.put(
                        line.group(2) + "-" + line.group(3) + ".jar",
                        Arrays.stream(line.group(1).split("[()] ?\\(?"))
                                .filter(each -> !each.isBlank()).collect(Collectors.toSet())));
        return listed;
    }

    private static Path archive(String ending) {
        return Path.of(System.getProperty("kore.distribution") + ending);
    }

    private static Map<String, byte[]> unzip(byte[] content) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(content))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return files;
    }
}
