package io.github.koresimroutes.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFileListTest {

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
            assertThat(RouteFiles.of(routes, bundle).describe())
                    .isEqualTo("from the directory: b, c; from the program: a");
            assertThat(RouteFiles.of(routes, bundle).resources()).containsExactly(
                    "classpath:kore-sim-routes/routes/a.camel.yaml",
                    "file:" + routes.resolve("b.camel.yaml"),
                    "file:" + routes.resolve("c.camel.yaml"));
        }
    }

    @Test
    void anEmptyFileIsSaidByItsName() throws Exception {
        Path routes = Files.createDirectory(temp.resolve("empty"));
        Files.writeString(routes.resolve("b.camel.yaml"), "# nothing\n");
        try (URLClassLoader bundle = jar("b.camel.yaml")) {
            RouteFiles files = RouteFiles.of(routes, bundle);
            assertThatThrownBy(files::parse).isInstanceOf(StartException.class)
                    .hasMessageContaining("b.camel.yaml is empty");
        }
    }

    /** The usual way to two routes of one id: a copy that was kept beside the file. */
    @Test
    void twoRoutesOfOneIdAreSaidWithBothFiles() throws Exception {
        Path routes = Files.createDirectory(temp.resolve("twice"));
        String route = "- route:\n    id: mine\n    from: {uri: 'direct:mine', steps: []}\n";
        Files.writeString(routes.resolve("mine.camel.yaml"), route);
        Files.writeString(routes.resolve("mine-copy.camel.yaml"), route);
        try (URLClassLoader bundle = jar("mine.camel.yaml")) {
            RouteFiles files = RouteFiles.of(routes, bundle);
            assertThatThrownBy(files::parse).isInstanceOf(StartException.class)
                    .hasMessageContainingAll("a route 'mine'", "mine.camel.yaml",
                            "mine-copy.camel.yaml");
        }
    }

    @Test
    void bundledFilesAreFoundInAJarAndInADirectoryOfClasses() throws Exception {
        try (URLClassLoader jar = jar("a.camel.yaml"); URLClassLoader classes = classes()) {
            String expected = "classpath:kore-sim-routes/routes/a.camel.yaml";
            assertThat(RouteFiles.of(null, jar).resources()).containsExactly(expected);
            assertThat(RouteFiles.of(null, classes).resources()).containsExactly(expected);
        }
    }

    @Test
    void noRouteFileAtAllIsSaid() throws Exception {
        try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
            assertThatThrownBy(() -> RouteFiles.of(temp, empty))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("there is no route file");
        }
    }

    @Test
    void brokenYamlNamesFileAndLine() throws Exception {
        Path routes = Files.createDirectory(temp.resolve("routes"));
        Path broken = Files.writeString(routes.resolve("a.camel.yaml"), "- route:\n  id: [\n");
        try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
            RouteFiles files = RouteFiles.of(routes, empty);
            assertThatThrownBy(files::parse).satisfies(failure ->
                    assertThat(StartFailure.describe(failure))
                            .startsWith("kore-sim: cannot start: a route file cannot be read: file:"
                                    + broken + ", line 3, column 1: ")
                            .hasLineCount(1));
        }
    }

    @Test
    void aPathThatCamelWouldReadAsAListIsRefused() throws Exception {
        Path routes = Files.createDirectory(temp.resolve("a,b"));
        assertThatThrownBy(() -> RouteFiles.of(routes))
                .isInstanceOf(StartException.class).hasMessageContaining("may not contain");
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
