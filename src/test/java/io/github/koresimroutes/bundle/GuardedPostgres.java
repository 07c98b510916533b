package io.github.koresimroutes.bundle;

import io.github.koresimroutes.journal.TestPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/** A PostgreSQL of its own that lets in one user, by a password. */
final class GuardedPostgres implements AutoCloseable {

    static final String USER = "kore_sim";
    private static final String DATABASE = "kore";

    private final EmbeddedPostgres server;

    GuardedPostgres(Path directory, String password) throws IOException, SQLException {
        Path data = directory.resolve("postgres");
        server = TestPostgres.builder().setDataDirectory(data).start();
        Files.writeString(data.resolve("pg_hba.conf"), """
                host all postgres 127.0.0.1/32 trust
                host all all 127.0.0.1/32 scram-sha-256
                """);
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_reload_conf()");
            statement.execute("CREATE ROLE " + USER + " LOGIN PASSWORD '" + password + "'");
            statement.execute("CREATE DATABASE " + DATABASE + " OWNER " + USER);
        }
    }

    int port() {
        return server.getPort();
    }

    /** The URL that goes through another port. */
    static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    /** Every row of every table, as text. */
    byte[] dump() throws SQLException, IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (Connection connection =
                server.getDatabase("postgres", DATABASE).getConnection()) {
            for (String table : tables(connection)) {
                all.writeBytes((table + "\n").getBytes(StandardCharsets.UTF_8));
                connection.unwrap(PGConnection.class).getCopyAPI()
                        .copyOut("COPY " + table + " TO STDOUT", all);
            }
        }
        return all.toByteArray();
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
