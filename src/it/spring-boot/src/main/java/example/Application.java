package example;

import org.apache.camel.Processor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class Application {

    public static void main(String[] arguments) {
        SpringApplication.run(Application.class, arguments);
    }

    /** A step that route files can name. */
    @Bean
    Processor stamp() {
        return exchange -> exchange.getMessage().setHeader("StampedBy", "example");
    }
}
