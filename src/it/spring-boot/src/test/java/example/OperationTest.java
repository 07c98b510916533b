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
        return Map.of("spring.datasource.url", databaseUrl,
                "spring.activemq.broker-url", brokerUrl + BROKER_OPTIONS,
                "server.port", Integer.toString(port),
                "management.server.port", Integer.toString(managementPort));
    }

    @Override
    protected String readiness(int port, int managementPort) {
        return health(port, managementPort) + "/readiness";
    }

    @Override
    protected String health(int port, int managementPort) {
        return "http://127.0.0.1:" + managementPort + "/actuator/health";
    }

    @Override
    protected String metrics(int port, int managementPort) {
        return "http://127.0.0.1:" + managementPort + "/actuator/prometheus";
    }
}
