package io.github.koresimroutes.quarantine;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.journal.TestMariaDb;

class MariaDbQuarantineTest extends QuarantineContract {

    @Override
    HikariDataSource newPool() {
        return TestMariaDb.pool(TestMariaDb.freshUrl());
    }
}
