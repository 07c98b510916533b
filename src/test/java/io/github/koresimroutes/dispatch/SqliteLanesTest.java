package io.github.koresimroutes.dispatch;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.journal.TestSqlite;

class SqliteLanesTest extends LanesContract {

    @Override
    HikariDataSource freshPool() {
        return TestSqlite.pool(TestSqlite.url(folder));
    }
}
