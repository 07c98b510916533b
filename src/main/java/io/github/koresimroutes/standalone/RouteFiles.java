package io.github.koresimroutes.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The route files of a run: those of a directory win, file by file, over those of the jar. */
final class RouteFiles {

    static final String BUNDLED = "kore-sim-routes/routes";
    private static final String SUFFIX = ".camel.yaml";
    private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);

    private final Collection<String> resources;
    private final ClassLoader loader;

    private RouteFiles(Collection<String> resources, ClassLoader loader) {
        this.resources = resources;
        this.loader = loader;
    }

    /**
     * Finds the files.
     *
     * @param directory the directory whose files win, or null for the bundled files only
     */
    static RouteFiles of(Path directory) {
        return of(directory, RouteFiles.class.getClassLoader());
    }

    static RouteFiles of(Path directory, ClassLoader loader) {
        Map<String, String> byName = new TreeMap<>();
        bundled(loader, byName);
        if (directory != null) {
            external(directory, byName);
        }
        if (byName.isEmpty()) {
            throw new StartException("there is no route file (*" + SUFFIX + "), neither in the"
                    + " routes directory nor in the program itself.");
        }
        return new RouteFiles(List.copyOf(byName.values()), loader);
    }

    /** The resources to load, in the order of their file names. */
    Collection<String> resources() {
        return resources;
    }

    /** Which files, and from where, for the log. */
    String describe() {
        List<String> own = new ArrayList<>();
        List<String> bundled = new ArrayList<>();
        for (String resource : resources) {
            String name = resource.substring(resource.lastIndexOf('/') + 1)
                    .replace(SUFFIX, "");
            (resource.startsWith("file:") ? own : bundled).add(name);
        }
        return "from the directory: " + (own.isEmpty() ? "none" : String.join(", ", own))
                + "; from the program: "
                + (bundled.isEmpty() ? "none" : String.join(", ", bundled));
    }

    /**
     * Reads each file as plain YAML: unlike Camel's, these failures can name the file.
     *
     * @throws StartException where a file is empty or no YAML, or two have a route of one id
     */
    void parse() {
        Map<String, String> routes = new HashMap<>();
        Load yaml = new Load(LoadSettings.builder().setAllowDuplicateKeys(true).build());
        for (String resource : resources) {
            try (InputStream in = open(resource)) {
                boolean empty = true;
                for (Object document : yaml.loadAllFromInputStream(in)) {
                    empty &= document == null;
                    routeIds(document).forEach(id -> {
                        String other = routes.put(id, resource);
                        if (other != null) {
                            throw new StartException("two route files have a route '" + id + "': "
                                    + other + " and " + resource
                                    + "\nGive one of the routes another id, or move that file out"
                                    + " of the directory: each *" + SUFFIX + " in it is loaded.");
                        }
                    });
                }
                if (empty) {
                    throw new StartException("the route file " + resource + " is empty."
                            + "\nRestore it, or delete it: then the one in the program is used.");
                }
            } catch (IOException | YamlEngineException e) {
                throw new RouteFileException(resource, e);
            }
        }
    }

    private static List<String> routeIds(Object document) {
        List<String> ids = new ArrayList<>();
        if (document instanceof List<?> items) {
            for (Object item : items) {
                for (String kind : List.of("route", "routeTemplate")) {
                    if (item instanceof Map<?, ?> one && one.get(kind) instanceof Map<?, ?> route
                            && route.get("id") instanceof String id) {
                        ids.add(id);
                    }
                }
            }
        }
        return ids;
    }

    private InputStream open(String resource) throws IOException {
        String place = resource.substring(resource.indexOf(':') + 1);
        return resource.startsWith("file:")
                ? Files.newInputStream(Path.of(place))
                : loader.getResourceAsStream(place);
    }

    private static void external(Path directory, Map<String, String> byName) {
        if (directory.toAbsolutePath().toString().matches(".*[,?*].*")) {
            // Camel would read these signs as a list or as a pattern.
            throw new StartException("the path of the routes directory may not contain , ? or *: "
                    + directory.toAbsolutePath());
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                if (!isRouteFile(file)) {
                    tellOfAMisnamedOne(file);
                } else if (!Files.isReadable(file)) {
                    throw new StartException("the route file " + file + " is not readable.");
                } else {
                    byName.put(file.getFileName().toString(), "file:" + file);
                }
            }
        } catch (IOException e) {
            throw new StartException("the routes directory " + directory + " cannot be read: "
                    + e.getMessage(), e);
        }
    }

    private static void tellOfAMisnamedOne(Path file) {
        if (file.getFileName().toString().matches("[^.].*\\.ya?ml")) {
            LOG.warn("{} is not loaded: the name of a route file ends in {}", file, SUFFIX);
        }
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
            throw new StartException("the bundled route files cannot be read: " + e, e);
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
