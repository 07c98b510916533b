package io.github.koresimroutes.journal;

import java.util.Arrays;
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
            Flyway flyway = Flyway.configure(JournalSchema.class.getClassLoader())
                    .dataSource(database.dialect().forMigration(database.dataSource()))
                    .locations("classpath:" + database.dialect().schemaLocation())
                    .table(HISTORY_TABLE)
                    // Others may have tables in the database; 0, so that V1 still runs.
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .cleanDisabled(true)
                    .load();
            if (database.dialect().repeatsFiles() && hasFailed(flyway)) {
                // The reason may be gone, a missing right for example: the file is tried again.
                flyway.repair();
            }
            flyway.migrate();
        } catch (FlywayException e) {
            String library = database.dialect().migrationLibrary();
            throw new IllegalStateException("The event journal's schema could not be migrated."
                    + (library == null ? "" : " On " + database.dialect().product()
                            + " this needs " + library + " as well"), e);
        }
    }

    private static boolean hasFailed(Flyway flyway) {
        return Arrays.stream(flyway.info().all()).anyMatch(file -> file.getState().isFailed());
    }
}
