package io.github.koresimroutes.spring;

import io.github.koresimroutes.camel.KoreSimRoutes;
import io.github.koresimroutes.embedded.KoreSimBundle;
import io.github.koresimroutes.http.RawBodyHttp;
import io.github.koresimroutes.http.servlet.CallbackFilter;
import io.github.koresimroutes.http.servlet.ServletHttpEngine;
import io.github.koresimroutes.standalone.OwnPools;
import jakarta.jms.ConnectionFactory;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The bundle in a Spring Boot application that has Camel's starter and a servlet container. The journal
 * is in the {@link DataSource} that is named {@value KoreSimRoutes#DATA_SOURCE}, or where
 * {@code kore.journal.url} says, or else in the application's only one; the
 * {@link ConnectionFactory} likewise, {@value KoreSimRoutes#CONNECTION_FACTORY}.
 * {@code kore.enabled=false} leaves it out.
 */
@AutoConfiguration(afterName = "org.apache.camel.spring.boot.CamelAutoConfiguration")
@ConditionalOnClass(CamelContextConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(name = "kore.enabled", matchIfMissing = true)
public class KoreSimAutoConfiguration {

    /** Before all others, and so before any that reads a form. */
    @Bean
    FilterRegistrationBean<CallbackFilter> koreCallbackFilter() {
        FilterRegistrationBean<CallbackFilter> filter =
                new FilterRegistrationBean<>(new CallbackFilter());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        filter.setAsyncSupported(true);
        filter.addUrlPatterns("/*");
        return filter;
    }

    @Bean
    CamelContextConfiguration koreSimBundle(ConfigurableEnvironment environment,
            ObjectProvider<DataSource> dataSources,
            ObjectProvider<ConnectionFactory> connectionFactories,
            FilterRegistrationBean<CallbackFilter> filter) {
        return new CamelContextConfiguration() {

            @Override
            public void beforeApplicationStart(CamelContext context) {
                context.getPropertiesComponent()
                        .addPropertiesSource(new EnvironmentSettings(environment));
                OwnPools.journal(context, supplier(dataSources.getIfUnique()));
                OwnPools.broker(context, supplier(connectionFactories.getIfUnique()));
                try {
                    new KoreSimBundle().configure(context);
                } catch (RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IllegalStateException("kore-sim-routes cannot start", e);
                }
                ServletHttpEngine engine = context.getRegistry().lookupByNameAndType(
                        RawBodyHttp.ENGINE, ServletHttpEngine.class);
                engine.expect(KoreSimRoutes.paths(context));
                filter.getFilter().serve(engine);
            }

            @Override
            public void afterApplicationStart(CamelContext context) {
                // the bundle begins with the context
            }
        };
    }

    private static <T> Supplier<T> supplier(T only) {
        return only == null ? null : () -> only;
    }
}
