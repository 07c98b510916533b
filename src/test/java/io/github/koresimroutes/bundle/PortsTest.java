package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PortsTest {

    /** So many that a range is given out whole. */
    private static final int MANY = 3_100;

    @Test
    void jvmsThatRunSideBySideShareNoPort() throws Exception {
        Set<String> mine = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            mine.add(Integer.toString(Ports.next()));
        }
        Process first = otherJvm();
        Process second = otherJvm();
        try {
            Set<String> ofFirst = ports(first);
            Set<String> ofSecond = ports(second);

            assertThat(mine).isNotEmpty().doesNotContainAnyElementsOf(ofFirst);
            assertThat(ofSecond).isNotEmpty().doesNotContainAnyElementsOf(ofFirst)
                    .doesNotContainAnyElementsOf(mine);
        } finally {
            first.destroyForcibly();
            second.destroyForcibly();
        }
    }

    private static Process otherJvm() throws IOException {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), Other.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static Set<String> ports(Process jvm) throws IOException {
        BufferedReader lines = jvm.inputReader();
        Set<String> ports = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            ports.add(lines.readLine());
        }
        return ports;
    }

    /** Another JVM that runs tests. */
    static final class Other {

        public static void main(String[] arguments) throws IOException {
            for (int i = 0; i < MANY; i++) {
                System.out.println(Ports.next());
            }
            // It has them until it is killed.
            System.in.read();
        }
    }
}
