package io.github.koresimroutes.journal;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Makes and upgrades the schema. The only class that touches Flyway, which is optional: nothing
 * loads it unless the journal is told to migrate.
 */
final class JournalSchema {

    static final String HISTORY_TABLE = "kore_schema_history";

    private JournalSchema() {
    }

    /**
     * @throws NoClassDefFoundError  if Flyway is not on the classpath
     * @throws IllegalStateException if the schema cannot be made
     */
    static void migrate(JournalDatabase database) {
        try {
            Flyway.configure(JournalSchema.class.getClassLoader())
                    .dataSource(database.dialect() == Dialect.POSTGRESQL
                            ? MigrationConnections.of(database.dataSource())
                            : database.dataSource())
                    .locations("classpath:" + database.dialect().schemaLocation())
                    .table(HISTORY_TABLE)
                    // Others may have tables in the database; 0, so that V1 still runs.
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .cleanDisabled(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new IllegalStateException("The event journal's schema could not be migrated. On "
                    + "PostgreSQL this needs flyway-database-postgresql as well", e);
        }
    }
}
