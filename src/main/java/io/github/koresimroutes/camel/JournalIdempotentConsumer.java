package io.github.koresimroutes.camel;

import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.processor.idempotent.IdempotentConsumer;

/**
 * Camel's idempotent consumer over the event journal, with one difference: while the event waits for
 * its commit, the exchange holds no thread. What is new, what is a duplicate and what follows is
 * decided as ever, by Camel, when the journal has answered.
 */
final class JournalIdempotentConsumer extends IdempotentConsumer {

    private final JournalIdempotentRepository journal;

    /** @param plain what Camel made of the definition; this takes its place */
    JournalIdempotentConsumer(IdempotentConsumer plain, JournalIdempotentRepository journal) {
        super(plain.getMessageIdExpression(), journal, plain.isEager(), plain.isCompletionEager(),
                plain.isSkipDuplicate(), plain.isRemoveOnFailure(), plain.getProcessor());
        setDisabled(plain.isDisabled());
        this.journal = journal;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        CompletableFuture<Boolean> stored;
        try {
            String key = getMessageIdExpression().evaluate(exchange, String.class);
            stored = key == null || !isEager() ? null : journal.begin(exchange, key);
        } catch (Exception e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        if (stored == null || stored.isDone()) {
            return super.process(exchange, callback);
        }
        stored.whenComplete((isNew, failure) ->
                super.process(exchange, done -> callback.done(false)));
        return false;
    }
}
