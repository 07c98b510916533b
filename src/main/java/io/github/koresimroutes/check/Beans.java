package io.github.koresimroutes.check;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;

/** The beans that route files make themselves. */
final class Beans {

    private Beans() {
    }

    /** Their names, those of templates among them. */
    static Set<String> of(List<Flow> flows) {
        Set<String> names = new TreeSet<>();
        for (Flow flow : flows) {
            Node list = flow.kind().equals("beans") ? flow.node()
                    : YamlFile.child(flow.node(), "beans").orElse(flow.node());
            YamlFile.elements(list).forEach(
                    bean -> YamlFile.childText(bean, "name").ifPresent(names::add));
        }
        return names;
    }
}
