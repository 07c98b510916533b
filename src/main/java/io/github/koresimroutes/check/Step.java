package io.github.koresimroutes.check;

import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A step of a route, or what holds steps: {@code from}, {@code when}, {@code onException}.
 *
 * @param file   the file that it is in
 * @param name   what it is, {@code to}
 * @param key    where it begins
 * @param node   what stands below
 * @param parent what it is in; null of what stands by itself
 */
record Step(YamlFile file, String name, Node key, Node node, Step parent) {

    /** A field of it. */
    Optional<Node> field(String field) {
        return YamlFile.child(node, field);
    }

    /** What a field of it says. */
    Optional<String> text(String field) {
        return YamlFile.childText(node, field);
    }

    /** Whether a field of it says {@code true}. */
    boolean isOn(String field) {
        return text(field).filter("true"::equalsIgnoreCase).isPresent();
    }

    /** What it is in, from the inside to the outside. */
    Stream<Step> around() {
        return Stream.iterate(parent, step -> step != null, Step::parent);
    }

    /** Whether Camel leaves it out. */
    boolean isDisabled() {
        return Stream.concat(Stream.of(this), around())
                .anyMatch(step -> step.text("disabled").filter("true"::equals).isPresent());
    }

    /** Its id, or what it is. */
    String called() {
        return text("id").map(id -> name + " '" + id + "'").orElse(name);
    }
}
