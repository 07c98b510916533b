package io.github.koresimroutes.routetest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Verdicts as the XML that CI servers read from JUnit. */
public final class JUnitReport {

    private static final double NANOS_PER_SECOND = 1e9;
    /** What XML cannot hold, not even escaped. */
    private static final String NO_XML = "[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]";

    private JUnitReport() {
    }

    /**
     * Writes the report; a file that is there is replaced.
     *
     * @throws IOException where it cannot be written
     */
    public static void write(List<Verdict> verdicts, Path file) throws IOException {
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "kore-sim routes test");
            xml.writeAttribute("tests", String.valueOf(verdicts.size()));
            xml.writeAttribute("failures", String.valueOf(
                    verdicts.stream().filter(verdict -> !verdict.isPassed()).count()));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute("time", seconds(verdicts.stream().map(Verdict::took)
                    .reduce(Duration.ZERO, Duration::plus)));
            for (Verdict verdict : verdicts) {
                write(verdict, xml);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private static void write(Verdict verdict, XMLStreamWriter xml) throws XMLStreamException {
        String place = verdict.test().place();
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", plain(place.replaceFirst(":\\d+$", "")));
        xml.writeAttribute("name", plain(String.valueOf(verdict.test().name())));
        xml.writeAttribute("time", seconds(verdict.took()));
        if (!verdict.isPassed()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", plain(verdict.failures().get(0).lines().findFirst()
                    .orElse("")));
            xml.writeCharacters(plain(place + "\n" + String.join("\n", verdict.failures())));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String plain(String text) {
        return text.replaceAll(NO_XML, "?");
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toNanos() / NANOS_PER_SECOND);
    }
}
