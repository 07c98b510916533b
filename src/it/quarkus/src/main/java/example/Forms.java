package example;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** The application's own: it reads the body of whatever comes, but for callbacks. */
@ApplicationScoped
public class Forms {

    void add(@Observes Router router) {
        router.route().order(-1_000_000).handler(BodyHandler.create());
        router.post("/echo").handler(ctx -> ctx.end(ctx.request().getFormAttribute("said")));
    }
}
