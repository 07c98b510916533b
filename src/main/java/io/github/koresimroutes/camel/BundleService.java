package io.github.koresimroutes.camel;

import io.github.koresimroutes.dispatch.Dispatcher;
import io.github.koresimroutes.journal.EventJournal;
import io.github.koresimroutes.quarantine.Quarantine;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceSupport;

/** Ties the dispatcher, the quarantine and the journal to the life of the Camel context. */
final class BundleService extends ServiceSupport implements CamelContextAware {

    private final EventJournal journal;
    private final Dispatcher dispatcher;
    private final Quarantine quarantine;
    private CamelContext camelContext;

    BundleService(EventJournal journal, Dispatcher dispatcher, Quarantine quarantine) {
        this.journal = journal;
        this.dispatcher = dispatcher;
        this.quarantine = quarantine;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    @Override
    protected void doInit() {
        camelContext.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext context) {
                dispatcher.stop();
            }
        });
    }

    @Override
    protected void doStart() {
        quarantine.start();
    }

    @Override
    protected void doStop() {
        dispatcher.stop();
        quarantine.close();
        journal.close();
    }
}
