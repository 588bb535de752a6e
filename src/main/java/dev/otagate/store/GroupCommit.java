package dev.otagate.store;

import dev.otagate.metrics.StoreMetrics;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Collects commands while a batch is at the database; the next batch takes what has collected, up to a limit. A lone command is sent
 * at once, and batches grow with the load. While a statement runs, a further connection is used if enough commands wait, or if the
 * statement takes long. Accounts take turns ({@link FairQueue}).
 *
 * <p>A batch in conflict with another statement runs the fallback; one that fails because of one row is split until that row is
 * alone; one that made no progress is retried after a delay with jitter. Slow commands are not collected, and an account has one of
 * them at the database at most, so that other accounts find a connection. Confined to one event loop.
 */
final class GroupCommit {
    // A conflict ends after a few statements, and deadlines end long before this bound.
    private static final int MAX_ATTEMPTS = 1_000;
    // If a statement takes longer, the commands that wait are sent over a further connection.
    private static final long STATEMENT_SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    private final Deque<BatchExecutor> idle;
    private final int connections;
    private final boolean slow;
    private final int batchSize;
    private final IntSupplier nodes;
    private final LongSupplier nanoTime;
    private final StoreMetrics metrics;
    private final FairQueue queue;
    private final RetryQueue retries = new RetryQueue();
    private final LongConsumer timer;
    private final LoadEstimate loadEstimate = new LoadEstimate();
    private int inFlight;
    private long lastSentNanos;
    private boolean closed;

    /**
     * @param slow whether the commands are slow
     * @param executors one a connection
     * @param queueLimit the most commands that wait, by weight; an account has half of it at most
     * @param nodes the number of nodes on the database, at least 1
     * @param timer calls {@link #flush} within a delay in nanoseconds
     */
    GroupCommit(
            boolean slow,
            Collection<? extends BatchExecutor> executors,
            int batchSize,
            int queueLimit,
            IntSupplier nodes,
            LongSupplier nanoTime,
            LongConsumer timer,
            StoreMetrics metrics) {
        this.slow = slow;
        this.idle = new ArrayDeque<>(executors);
        this.connections = executors.size();
        this.batchSize = batchSize;
        this.queue = new FairQueue(queueLimit, slow ? 1 : Integer.MAX_VALUE);
        this.nodes = nodes;
        this.nanoTime = nanoTime;
        this.timer = timer;
        this.metrics = metrics;
    }

    /** The command's outcome; never fails. {@link Outcome#UNAVAILABLE} at once if the queue is closed or has no room for its account. */
    Future<Outcome> submit(StoreCommand command) {
        PendingCommand pending = new PendingCommand(command);
        if (closed || !queue.offer(pending)) {
            return Future.succeededFuture(Outcome.UNAVAILABLE);
        }
        flush();
        return pending.promise().future();
    }

    /** Sends the batches that need not wait; call it also when an executor becomes ready. */
    void flush() {
        retries.release(nanoTime.getAsLong());
        while (hasBatch()) {
            Optional<BatchExecutor> executor = readyExecutor();
            if (executor.isEmpty()) {
                break;
            }
            List<PendingCommand> batch = nextBatch();
            metrics.queueDepth(queue.size() + retries.size());
            if (batch.isEmpty()) {
                break;
            }
            send(executor.get(), batch);
        }
        setTimer();
    }

    private boolean hasBatch() {
        if (slow || idle.size() == connections) {
            return waiting() > 0;
        }
        return waiting() >= Math.min(loadEstimate.furtherBatch(nodes.getAsInt()), batchSize)
                || nanoTime.getAsLong() - lastSentNanos >= STATEMENT_SLOW_NANOS;
    }

    private int waiting() {
        return queue.size() + retries.ready();
    }

    private Optional<BatchExecutor> readyExecutor() {
        return idle.stream().filter(BatchExecutor::isReady).findFirst();
    }

    private List<PendingCommand> nextBatch() {
        List<PendingCommand> retried = retries.next(this::rejectIfLate);
        return retried.isEmpty() ? queue.take(this::rejectIfLate, new Batch(batchSize)) : retried;
    }

    // Sets the timer to the moment at which the last statement counts as slow, or to the next retry.
    private void setTimer() {
        long now = nanoTime.getAsLong();
        if (!slow
                && waiting() > 0
                && idle.size() < connections
                && readyExecutor().isPresent()) {
            timer.accept(Math.max(0, lastSentNanos + STATEMENT_SLOW_NANOS - now));
        }
        retries.delayNanos(now).ifPresent(timer);
    }

    private void send(BatchExecutor executor, List<PendingCommand> batch) {
        idle.remove(executor);
        long started = nanoTime.getAsLong();
        lastSentNanos = started;
        inFlight += batch.size();
        queue.begin(batch);
        // compose() turns an exception of the executor into a failed future, so that the executor becomes idle again.
        Future.succeededFuture()
                .compose(begun -> executor.execute(batch.get(0).statement(), batch))
                .onComplete(result -> {
                    idle.addFirst(executor);
                    loadEstimate.observe(inFlight + waiting());
                    inFlight -= batch.size();
                    queue.end(batch);
                    metrics.batch(batch.size(), nanoTime.getAsLong() - started);
                    settle(batch, result);
                    if (closed) {
                        rejectAll();
                    } else {
                        flush();
                    }
                });
    }

    /** Rejects the commands whose deadline has passed; call it periodically. */
    void expire() {
        queue.removeIf(this::rejectIfLate);
        retries.removeIf(this::rejectIfLate);
        metrics.queueDepth(queue.size() + retries.size());
        flush();
    }

    /** Rejects all commands that wait, now and later. Commands at the database still get their outcome. */
    void close() {
        closed = true;
        rejectAll();
    }

    private void rejectAll() {
        retries.removeIf(this::reject);
        queue.removeIf(this::reject);
    }

    private boolean rejectIfLate(PendingCommand pending) {
        return nanoTime.getAsLong() - pending.command().deadlineNanos() >= 0 && reject(pending);
    }

    // Returns true, for conditions.
    private boolean reject(PendingCommand pending) {
        pending.complete(Outcome.UNAVAILABLE);
        return true;
    }

    private void settle(List<PendingCommand> batch, AsyncResult<List<CommandResult>> result) {
        if (result.succeeded()) {
            settle(batch, result.result());
            return;
        }
        switch (BatchFault.of(result.cause())) {
            case KEY_CONFLICT -> fallBack(batch);
            case ROW -> split(batch);
            case CONFLICT ->
                backOff(batch.stream().map(PendingCommand::afterFailure).toList());
            case DATABASE -> batch.forEach(this::reject);
        }
    }

    private void settle(List<PendingCommand> batch, List<CommandResult> results) {
        List<PendingCommand> again = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            PendingCommand pending = batch.get(i);
            results.get(i).match(pending::complete, retry -> again.add(pending.after(retry)));
        }
        if (again.size() == batch.size() && again.stream().allMatch(pending -> pending.attempts() > 1)) {
            backOff(again);
            return;
        }
        // The conflicting change is committed, so they need no delay: in front of their accounts' commands, in order.
        for (int i = again.size() - 1; i >= 0; i--) {
            if (mayRetry(again.get(i))) {
                queue.addFirst(again.get(i));
            }
        }
    }

    private void fallBack(List<PendingCommand> batch) {
        if (batch.get(0).statement().fallback().isPresent()) {
            retries.addFirst(batch.stream().map(PendingCommand::withFallback).toList());
        } else {
            split(batch);
        }
    }

    private void split(List<PendingCommand> batch) {
        if (batch.size() == 1) {
            batch.get(0).complete(Outcome.FAILED);
            return;
        }
        int middle = batch.size() / 2;
        retries.addFirst(batch.subList(middle, batch.size()));
        retries.addFirst(batch.subList(0, middle));
    }

    private void backOff(List<PendingCommand> tried) {
        List<PendingCommand> again = tried.stream().filter(this::mayRetry).toList();
        if (!again.isEmpty()) {
            retries.delay(
                    again, nanoTime.getAsLong() + Backoff.nanos(again.get(0).attempts()));
        }
    }

    private boolean mayRetry(PendingCommand pending) {
        return pending.attempts() <= MAX_ATTEMPTS || !reject(pending);
    }
}
