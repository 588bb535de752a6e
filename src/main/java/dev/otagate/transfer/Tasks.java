package dev.otagate.transfer;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waits for tasks that run in other threads. */
final class Tasks {
    static final String INTERRUPTED = "interrupted";

    private Tasks() {}

    /** Returns the result of a task. Throws what the task has thrown, or {@link TransferException} if this thread or the task was stopped. */
    static <T> T await(Future<T> task) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransferException(INTERRUPTED);
        } catch (CancellationException e) {
            throw new TransferException(INTERRUPTED);
        }
    }
}
