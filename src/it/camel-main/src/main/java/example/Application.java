package example;

import io.github.koresimroutes.embedded.KoreSimBundle;
import org.apache.camel.main.Main;

public final class Application {

    public static void main(String[] arguments) throws Exception {
        Main main = new Main();
        configure(main);
        main.run(arguments);
    }

    static void configure(Main main) {
        main.configure().addConfiguration(new Pools());
        main.configure().addConfiguration(new KoreSimBundle());
    }
}
