package io.github.koresimroutes.routeset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFileListTest {

    private static final RouteSettings NONE = new RouteSettings(Map.of());

    @TempDir
    private Path temp;

    @Test
    void aFileOfTheDirectoryReplacesTheBundledOneOfTheSameName() throws Exception {
        Path routes = Files.createDirectory(temp.resolve("routes"));
        Files.writeString(routes.resolve("b.camel.yaml"), "[]");
        Files.writeString(routes.resolve("c.camel.yaml"), "[]");
        Files.writeString(routes.resolve("notes.txt"), "");
        Files.writeString(routes.resolve(".b.camel.yaml"), "an editor's copy");
        try (URLClassLoader bundle = jar("a.camel.yaml", "b.camel.yaml")) {
            RouteFiles files = RouteFiles.of(routes, bundle);
            assertThat(files.describe())
                    .isEqualTo("from the directory: b, c; from the program: a");
            assertThat(files.read(NONE).files()).extracting(RouteFile::place).containsExactly(
                    "classpath:kore-sim-routes/routes/a.camel.yaml",
                    "file:" + routes.resolve("b.camel.yaml"),
                    "file:" + routes.resolve("c.camel.yaml"));
        }
    }

    @Test
    void aFileThatIsNoUtf8IsSaidByItsName() throws Exception {
        Path routes = Files.createDirectory(temp.resolve("routes"));
        Files.write(routes.resolve("a.camel.yaml"), "# é".getBytes(StandardCharsets.ISO_8859_1));
        try (URLClassLoader bundle = jar("b.camel.yaml")) {
            RouteFiles files = RouteFiles.of(routes, bundle);
            assertThatThrownBy(() -> files.read(NONE)).isInstanceOf(RouteFilesException.class)
                    .hasMessageContainingAll("a.camel.yaml", "is not UTF-8");
        }
    }

    @Test
    void bundledFilesAreFoundInAJarAndInADirectoryOfClasses() throws Exception {
        try (URLClassLoader jar = jar("a.camel.yaml"); URLClassLoader classes = classes()) {
            String expected = "from the directory: none; from the program: a";
            assertThat(RouteFiles.of(null, jar).describe()).isEqualTo(expected);
            assertThat(RouteFiles.of(null, classes).describe()).isEqualTo(expected);
        }
    }

    @Test
    void noRouteFileAtAllIsSaid() throws Exception {
        try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
            assertThatThrownBy(() -> RouteFiles.of(temp, empty))
                    .isInstanceOf(RouteFilesException.class)
                    .hasMessageContaining("there is no route file");
        }
    }

    @Test
    void aPathThatCamelWouldReadAsAListIsRefused() throws Exception {
        Path routes = Files.createDirectory(temp.resolve("a,b"));
        assertThatThrownBy(() -> RouteFiles.of(routes))
                .isInstanceOf(RouteFilesException.class).hasMessageContaining("may not contain");
    }

    private URLClassLoader jar(String... names) throws IOException {
        Path jar = temp.resolve("bundle.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(RouteFiles.BUNDLED + "/"));
            for (String name : names) {
                out.putNextEntry(new JarEntry(RouteFiles.BUNDLED + "/" + name));
            }
        }
        return new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
    }

    private URLClassLoader classes() throws IOException {
        Path routes = Files.createDirectories(temp.resolve("classes/" + RouteFiles.BUNDLED));
        Files.writeString(routes.resolve("a.camel.yaml"), "[]");
        return new URLClassLoader(new URL[] {temp.resolve("classes").toUri().toURL()}, null);
    }
}
