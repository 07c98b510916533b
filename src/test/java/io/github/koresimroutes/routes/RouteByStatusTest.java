package io.github.koresimroutes.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.mock.MockComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The file that teams edit, as it is shipped, with a mock for each queue. */
class RouteByStatusTest extends CamelTestSupport {

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.addComponent("jms", new MockComponent());
        context.getPropertiesComponent().setLocation("file:config/application.properties");
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.resolveMandatoryResource(
                context, "file:routes/route-by-status.camel.yaml"));
        return context;
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "ready", "active", "inactive", "scheduled", "suspended",
        "deactivated", "canceled", "updating"})
    void aStatusHasItsQueue(String status) {
        send(status);

        assertThat(queuesWithAMessage()).containsExactly("jms://kore.sim." + status);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "ACTIVE", "paused", "active ", "activeactive", "inactive'"})
    void everythingElseIsUnrouted(String status) {
        send(status);

        assertThat(queuesWithAMessage()).containsExactly("jms://kore.sim.unrouted");
    }

    @Test
    void whatArrivesIsSentUnchanged() throws Exception {
        MockEndpoint active = context.getEndpoint("jms:kore.sim.active", MockEndpoint.class);
        active.expectedBodiesReceived("a body");
        active.expectedHeaderReceived("SimStatus", "active");

        send("active");

        active.assertIsSatisfied();
        assertThat(active.getExchanges().get(0).getMessage().getHeaders())
                .containsOnlyKeys("SimStatus");
    }

    private void send(String status) {
        template.sendBodyAndHeader("direct:route-by-status", "a body", "SimStatus", status);
    }

    private List<String> queuesWithAMessage() {
        return context.getEndpoints().stream()
                .filter(MockEndpoint.class::isInstance).map(MockEndpoint.class::cast)
                .filter(queue -> queue.getReceivedCounter() > 0)
                .map(Endpoint::getEndpointUri).toList();
    }
}
