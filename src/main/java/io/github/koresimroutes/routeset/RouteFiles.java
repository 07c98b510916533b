package io.github.koresimroutes.routeset;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The route files of a run: those of a directory win, file by file, over those of the jar. */
public final class RouteFiles {

    static final String BUNDLED = "kore-sim-routes/routes";
    private static final String SUFFIX = RouteFile.SUFFIX;
    private static final int MOST_BYTES = 4_000_000;
    /** Tests lie next to the routes. */
    private static final String TESTS = ".test.yaml";

    private final Path directory;
    private final SortedMap<String, String> bundled;
    /** Name to place, in the order of names. */
    private final SortedMap<String, String> byName;
    private final ClassLoader loader;

    private final List<Path> misnamed;

    private RouteFiles(Path directory, SortedMap<String, String> bundled,
            SortedMap<String, String> byName, List<Path> misnamed, ClassLoader loader) {
        this.directory = directory;
        this.bundled = bundled;
        this.byName = byName;
        this.misnamed = List.copyOf(misnamed);
        this.loader = loader;
    }

    /**
     * Finds the files.
     *
     * @param directory the directory whose files win, or null for the bundled files only
     * @throws RouteFilesException where there is none, or the directory cannot be read
     */
    public static RouteFiles of(Path directory) {
        return of(directory, RouteFiles.class.getClassLoader());
    }

    static RouteFiles of(Path directory, ClassLoader loader) {
        SortedMap<String, String> bundled = new TreeMap<>();
        bundled(loader, bundled);
        return of(directory, bundled, loader);
    }

    /** The files as the directory has them now; those of the program do not change. */
    public RouteFiles again() {
        return of(directory, bundled, loader);
    }

    private static RouteFiles of(
            Path directory, SortedMap<String, String> bundled, ClassLoader loader) {
        SortedMap<String, String> byName = new TreeMap<>(bundled);
        List<Path> misnamed = new ArrayList<>();
        if (directory != null) {
            external(directory, byName, misnamed);
        }
        if (byName.isEmpty()) {
            throw new RouteFilesException("there is no route file (*" + SUFFIX + "), neither in the"
                    + " routes directory nor in the program itself.");
        }
        return new RouteFiles(directory, bundled, byName, misnamed, loader);
    }

    /** Files that look like route files, and are not loaded because of their names. */
    public List<Path> misnamed() {
        return misnamed;
    }

    /** Which files, and from where, for the log. */
    public String describe() {
        List<String> own = new ArrayList<>();
        List<String> bundled = new ArrayList<>();
        for (String resource : byName.values()) {
            String name = resource.substring(resource.lastIndexOf('/') + 1)
                    .replace(SUFFIX, "");
            (resource.startsWith("file:") ? own : bundled).add(name);
        }
        return "from the directory: " + (own.isEmpty() ? "none" : String.join(", ", own))
                + "; from the program: "
                + (bundled.isEmpty() ? "none" : String.join(", ", bundled));
    }

    /**
     * Reads the files as they are now.
     *
     * @param settings of the route editors, as they are now
     * @throws RouteFilesException where one cannot be read, or is not UTF-8
     */
    public RouteSet read(RouteSettings settings) {
        List<RouteFile> files = new ArrayList<>();
        byName.forEach((name, place) -> files.add(new RouteFile(name, place, text(place))));
        return new RouteSet(files, settings);
    }

    private String text(String place) {
        try (InputStream in = open(place)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new RouteFilesException("the route file " + place + " is larger than "
                        + MOST_BYTES + " bytes. Divide it.");
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new RouteFilesException("the route file " + place + " is not UTF-8 text."
                    + "\nSave it with the encoding UTF-8.", e);
        } catch (IOException e) {
            throw new RouteFilesException("the route file " + place + " cannot be read: " + e, e);
        }
    }

    private InputStream open(String resource) throws IOException {
        String place = resource.substring(resource.indexOf(':') + 1);
        return resource.startsWith("file:")
                ? Files.newInputStream(Path.of(place))
                : loader.getResourceAsStream(place);
    }

    private static void external(
            Path directory, Map<String, String> byName, List<Path> misnamed) {
        if (directory.toAbsolutePath().toString().matches(".*[,?*].*")) {
            // Camel would read these signs as a list or as a pattern.
            throw new RouteFilesException("the path of the routes directory may not contain , ? or"
                    + " *: "
                    + directory.toAbsolutePath());
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                if (!isRouteFile(file)) {
                    if (looksLikeOne(file)) {
                        misnamed.add(file);
                    }
                } else if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                    throw new RouteFilesException(
                            "the route file " + file + " is no file that can be read.");
                } else {
                    byName.put(file.getFileName().toString(), "file:" + file);
                }
            }
        } catch (IOException e) {
            throw new RouteFilesException("the routes directory " + directory + " cannot be read: "
                    + e.getMessage(), e);
        }
    }

    private static boolean looksLikeOne(Path file) {
        return file.getFileName().toString().matches("[^.].*\\.ya?ml")
                && !file.getFileName().toString().endsWith(TESTS);
    }

    private static void bundled(ClassLoader loader, Map<String, String> byName) {
        try {
            Enumeration<URL> places = loader.getResources(BUNDLED);
            while (places.hasMoreElements()) {
                URI place = places.nextElement().toURI();
                if ("jar".equals(place.getScheme())) {
                    inJar(place, byName);
                } else {
                    inDirectory(Path.of(place), byName);
                }
            }
        } catch (IOException | URISyntaxException e) {
            throw new RouteFilesException("the bundled route files cannot be read: " + e, e);
        }
    }

    private static void inJar(URI place, Map<String, String> byName) throws IOException {
        try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
            inDirectory(jar.getPath("/" + BUNDLED), byName);
        } catch (FileSystemAlreadyExistsException e) {
            // Opened by somebody else, who also closes it.
            inDirectory(FileSystems.getFileSystem(place).getPath("/" + BUNDLED), byName);
        }
    }

    private static void inDirectory(Path directory, Map<String, String> byName)
            throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(RouteFiles::isRouteFile)
                    .map(file -> file.getFileName().toString())
                    .forEach(name -> byName.put(name, "classpath:" + BUNDLED + "/" + name));
        }
    }

    private static boolean isRouteFile(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(SUFFIX) && !name.startsWith(".");
    }
}
