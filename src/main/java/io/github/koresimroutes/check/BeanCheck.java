package io.github.koresimroutes.check;

import io.github.koresimroutes.config.Similar;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Whether the beans and classes are there that routes name. */
final class BeanCheck {

    /** A field and what it is in, where it is the name of a bean. */
    private static final Set<String> NAMES = Set.of("process.ref", "bean.ref", "method.ref",
            "ref.expression", "expression.ref", "idempotentConsumer.idempotentRepository",
            "onException.onExceptionOccurredRef", "onException.onRedeliveryRef",
            "onException.redeliveryPolicyRef", "custom.ref", "refErrorHandler.ref",
            "aggregate.aggregationStrategy", "split.aggregationStrategy",
            "multicast.aggregationStrategy", "recipientList.aggregationStrategy",
            "enrich.aggregationStrategy", "pollEnrich.aggregationStrategy");
    /** A field and what it is in, where it is the name of a class. */
    private static final Set<String> CLASSES = Set.of("bean.beanType", "method.beanType",
            "throwException.exceptionType", "beans.type");
    private static final Pattern CLASS =
            Pattern.compile("#class:([\\w$.]+).*|([\\w$]+(?:\\.[\\w$]+)+)", Pattern.DOTALL);

    private final Known known;
    private final Set<String> beans;
    private final Findings findings;

    /** @param ownBeans the beans that the files make */
    BeanCheck(Known known, Set<String> ownBeans, Findings findings) {
        this.known = known;
        this.beans = new HashSet<>(known.beans());
        this.beans.addAll(ownBeans);
        this.findings = findings;
    }

    void check(Flow flow) {
        Walk.fields(flow.node(), flow.kind(), (below, pair) -> {
            String name = YamlFile.key(pair);
            Node value = pair.getValueNode();
            String text = YamlFile.text(value);
            if (text != null) {
                text(flow, pair, below + "." + name, known.resolve(text).strip());
            } else if (name.equals("exception") && !below.equals("parameters")) {
                YamlFile.elements(value).forEach(each -> type(flow.file(), each,
                        String.valueOf(YamlFile.text(each))));
            }
        });
    }

    private void text(Flow flow, NodeTuple pair, String field, String text) {
        Node value = pair.getValueNode();
        // What a setting says may be secret, and no bean.
        boolean setting = YamlFile.text(value).contains("{{") && field.startsWith("parameters.");
        if (Endpoint.isOpen(text) || text.isEmpty() || setting) {
            return;
        }
        if (text.startsWith("#bean:")) {
            bean(flow.file(), value, text.substring("#bean:".length()));
        } else if (text.startsWith("#class:")) {
            type(flow.file(), value, text);
        } else if (CLASSES.contains(field) && !text.startsWith("#")) {
            type(flow.file(), value, text);
        } else if (NAMES.contains(field) && !text.startsWith("#")) {
            bean(flow.file(), value, text);
        } else if (field.startsWith("parameters.") && text.matches("#[A-Za-z][\\w.-]*")) {
            bean(flow.file(), value, text.substring(1));
        }
    }

    private void bean(YamlFile file, Node at, String name) {
        String plain = name.replaceFirst("\\?.*", "");
        if (beans.contains(plain) || isThere(plain)) {
            return;
        }
        boolean ours = plain.startsWith("kore-");
        String hint = Similar.hint(plain, beans);
        findings.report(known.complete() || ours || !hint.isEmpty(), "unknown-bean", file, at,
                "unknown bean '" + plain + "'" + hint, hint.isEmpty()
                        ? "Add it to a `beans:` list, or as camel.beans." + plain + " = #class:..."
                                + " in config/application.properties." : "");
    }

    private void type(YamlFile file, Node at, String text) {
        Matcher name = CLASS.matcher(text);
        if (!name.matches()) {
            return;
        }
        String type = name.group(1) == null ? name.group(2) : name.group(1);
        if (type.contains(".") && !isThere(type)) {
            findings.error("unknown-class", file, at, "there is no class " + type,
                    "Correct its name, or put the jar that has it into lib/.");
        }
    }

    /** A class that cannot be loaded for want of another one is there all the same. */
    private boolean isThere(String type) {
        String nested = type;
        while (true) {
            try {
                Class.forName(nested, false, known.loader());
                return true;
            } catch (ClassNotFoundException e) {
                int dot = nested.lastIndexOf('.');
                if (dot < 0) {
                    return false;
                }
                nested = nested.substring(0, dot) + "$" + nested.substring(dot + 1);
            } catch (LinkageError e) {
                return true;
            }
        }
    }
}
