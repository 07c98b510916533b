package io.github.koresimroutes.journal;

import com.zaxxer.hikari.HikariDataSource;

class SqliteRouteSetsTest extends RouteSetsContract {

    @Override
    HikariDataSource freshPool() {
        return TestSqlite.pool(TestSqlite.url(folder));
    }
}
