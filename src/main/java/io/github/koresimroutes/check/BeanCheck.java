package io.github.koresimroutes.check;

import io.github.koresimroutes.config.Similar;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Whether the beans and classes are there that routes name. */
final class BeanCheck {

    /** A field and what it is in, where it is the name of a bean. */
    private static final Set<String> NAMES = Set.of("ref.expression",
            "idempotentConsumer.idempotentRepository", "onException.onExceptionOccurredRef",
            "onException.onRedeliveryRef", "onException.redeliveryPolicyRef",
            "route.errorHandlerRef", "aggregate.aggregationRepository", "sort.comparator");
    /** A field that is the name of a bean in each step that has it. */
    private static final Set<String> NAMES_ANYWHERE =
            Set.of("ref", "aggregationStrategy", "onPrepare");
    /** Below these a field is something else. */
    private static final Set<String> OTHERS = Set.of("parameters", "properties", "beans",
            "endpointTransformer", "endpointValidator", "constructors");
    /** Components whose endpoint is a bean, and the option that has its name. */
    private static final Map<String, String> ENDPOINTS =
            Map.of("bean", "beanName", "ref", "name", "jdbc", "dataSourceName");
    /** Camel takes the only one of its kind for these. */
    private static final Set<String> ANY = Set.of("default", "dataSource");
    /** A field and what it is in, where it is the name of a class. */
    private static final Set<String> CLASSES = Set.of("bean.beanType", "method.beanType",
            "throwException.exceptionType", "beans.type");
    private static final Pattern CLASS =
            Pattern.compile("#class:([\\w$.]+).*|([\\w$]+(?:\\.[\\w$]+)+)", Pattern.DOTALL);

    private final Known known;
    private final Set<String> live;
    private final Set<String> fixed;
    private final Findings findings;

    /** @param flows all: routes of teams see the beans of the fixed files, and not the reverse */
    BeanCheck(List<Flow> flows, Known known, Findings findings) {
        this.known = known;
        this.live = new HashSet<>(known.beans());
        this.live.addAll(Beans.of(flows));
        this.fixed = new HashSet<>(known.beans());
        this.fixed.addAll(Beans.of(
                flows.stream().filter(flow -> flow.file().file().isFixed()).toList()));
        this.findings = findings;
    }

    void check(Flow flow) {
        flow.steps().stream().flatMap(step -> Endpoint.of(step, known).stream())
                .forEach(this::endpoint);
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
        } else if (isName(field)) {
            bean(flow.file(), value, text.replaceFirst("^#", ""));
        } else if (field.startsWith("parameters.") && text.matches("#[A-Za-z][\\w.-]*")) {
            bean(flow.file(), value, text.substring(1));
        }
    }

    private static boolean isName(String field) {
        int dot = field.indexOf('.');
        return NAMES.contains(field) || NAMES_ANYWHERE.contains(field.substring(dot + 1))
                && !OTHERS.contains(field.substring(0, dot));
    }

    private void endpoint(Endpoint endpoint) {
        YamlFile file = endpoint.step().file();
        String option = ENDPOINTS.get(endpoint.scheme());
        if (option != null) {
            boolean inPath = !endpoint.path().isEmpty();
            String name = inPath ? endpoint.path() : endpoint.option(option);
            Node at = inPath || name.isEmpty()
                    ? endpoint.at() : endpoint.options().get(option).at();
            if (!name.isEmpty() && !isOpen(at) && !ANY.contains(name)) {
                bean(file, at, name);
            }
        }
        endpoint.options().values().stream().filter(each -> each.at() == endpoint.at()
                        && !isOpen(each.at()) && each.value().matches("#(bean:)?[A-Za-z][\\w.-]*"))
                .forEach(each -> bean(file, each.at(), each.value().replaceFirst("#(bean:)?", "")));
    }

    /** What a setting says may be secret, and is not shown. */
    private static boolean isOpen(Node text) {
        return Endpoint.isOpen(String.valueOf(YamlFile.text(text)));
    }

    private void bean(YamlFile file, Node at, String name) {
        String plain = name.replaceFirst("\\?.*", "");
        Set<String> beans = file.file().isFixed() ? fixed : live;
        if (beans.contains(plain) || known.others().test(plain) || isThere(plain)) {
            return;
        }
        if (live.contains(plain)) {
            findings.error("other-context", file, at, "the bean '" + plain + "' of a file that"
                    + " teams edit cannot be seen from here: it is replaced with each edit",
                    "Move it to this file's `beans:` list: what is made here, all routes see.");
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
