package io.github.koresimroutes.crash;

import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Camel's own repository as it is, in the bundle's database. */
public final class StockRepository extends JdbcMessageIdRepository implements CamelContextAware {

    private CamelContext camelContext;

    @Override
    protected void doInit() throws Exception {
        setProcessorName("kore");
        DataSource journal = camelContext.getRegistry()
                .lookupByNameAndType("kore-data-source", DataSource.class);
        setJdbcTemplate(new JdbcTemplate(journal));
        // As the repository's own constructor makes it.
        setTransactionTemplate(
                new TransactionTemplate(new DataSourceTransactionManager(journal)));
        super.doInit();
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
    }
}
