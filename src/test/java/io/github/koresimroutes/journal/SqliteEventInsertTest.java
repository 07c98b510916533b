package io.github.koresimroutes.journal;

import com.zaxxer.hikari.HikariDataSource;

class SqliteEventInsertTest extends EventInsertContract {

    @Override
    HikariDataSource pool() {
        return TestSqlite.pool(TestSqlite.url(folder));
    }
}
