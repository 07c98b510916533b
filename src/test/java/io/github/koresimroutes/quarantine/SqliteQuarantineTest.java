package io.github.koresimroutes.quarantine;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.journal.TestSqlite;

class SqliteQuarantineTest extends QuarantineContract {

    @Override
    HikariDataSource newPool() {
        return TestSqlite.pool(TestSqlite.url(folder));
    }
}
