package example;

import checks.OperationChecks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class OperationIT extends OperationChecks {

    @Override
    protected List<String> application() {
        return List.of("-jar",
                Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath().toString());
    }

    @Override
    protected Map<String, String> settings(
            String databaseUrl, String brokerUrl, int port, int managementPort) {
        return Map.of("quarkus.datasource.jdbc.url", databaseUrl,
                "broker.url", brokerUrl + BROKER_OPTIONS,
                "quarkus.http.port", Integer.toString(port),
                "quarkus.management.port", Integer.toString(managementPort));
    }

    @Override
    protected String readiness(int port, int managementPort) {
        return health(port, managementPort) + "/ready";
    }

    @Override
    protected String health(int port, int managementPort) {
        return "http://127.0.0.1:" + managementPort + "/q/health";
    }

    @Override
    protected String metrics(int port, int managementPort) {
        return "http://127.0.0.1:" + managementPort + "/q/metrics";
    }
}
