package io.github.koresimroutes.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.language.simple.SimpleLanguage;
import org.apache.camel.support.SimpleRegistry;
import org.junit.jupiter.api.Test;

class InheritedBeansTest {

    private final SimpleRegistry bundle = new SimpleRegistry();
    private final InheritedBeans beans = new InheritedBeans(bundle);

    @Test
    void aComponentThatCamelMakesIsOfOneContext() {
        bundle.bind("direct", new DirectComponent());
        bundle.bind("direct-component", new DirectComponent());

        assertThat(beans.lookupByName("direct")).isNull();
        assertThat(beans.lookupByNameAndType("direct-component", DirectComponent.class)).isNull();
    }

    @Test
    void soIsALanguage() {
        bundle.bind("simple-language", new SimpleLanguage());

        assertThat(beans.lookupByName("simple-language")).isNull();
    }

    @Test
    void whatSomebodyHasMadeAndNamedIsShared() {
        DirectComponent billing = new DirectComponent();
        bundle.bind("billing", billing);
        bundle.bind("timer", "no component");

        assertThat(beans.lookupByName("billing")).isSameAs(billing);
        assertThat(beans.lookupByName("timer")).isEqualTo("no component");
    }
}
