package example;

import checks.OperationChecks;
import java.util.List;
import java.util.Map;

class OperationTest extends OperationChecks {

    @Override
    protected List<String> application() {
        return List.of("-cp", System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path")),
                Application.class.getName());
    }

    @Override
    protected Map<String, String> settings(
            String databaseUrl, String brokerUrl, int port, int managementPort) {
        return Map.of("journal.url", databaseUrl, "broker.url", brokerUrl + BROKER_OPTIONS,
                "camel.server.port", Integer.toString(port),
                "camel.management.port", Integer.toString(managementPort));
    }

    @Override
    protected String readiness(int port, int managementPort) {
        return "http://127.0.0.1:" + managementPort + "/observe/health/ready";
    }

    @Override
    protected String health(int port, int managementPort) {
        return "http://127.0.0.1:" + managementPort
                + "/observe/health?data=true&exposureLevel=full";
    }

    /** Camel Main listens a moment before: ApplicationTest has what follows it. */
    @Override
    protected boolean answersOnlyWithTheBundle() {
        return false;
    }

    @Override
    protected String metrics(int port, int managementPort) {
        return "http://127.0.0.1:" + managementPort + "/observe/metrics";
    }
}
