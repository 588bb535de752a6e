package dev.otagate.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The order in which connections that were never verified are served. */
class TurnQueueTest {
    private static final InetAddress CROWD = NetUtil.createInetAddressFromIpAddressString("127.0.0.2");
    private static final InetAddress LONE = NetUtil.createInetAddressFromIpAddressString("127.0.0.1");
    private static final int MANY = 1_000;

    private final EventLoop loop = new DefaultEventLoop();
    private final List<String> served = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void aLoneClientDoesNotWaitForTheManyConnectionsOfAnother() throws Exception {
        serve(TurnQueue::oldestFirst, CROWD, LONE);

        assertThat(served.indexOf("last")).isLessThan(3);
    }

    @Test
    void aLoneNewcomerDoesNotWaitForOneWhoKeepsConnecting() throws Exception {
        serve(TurnQueue::newestAndOldestFirst, LONE, CROWD);

        assertThat(served.indexOf("first")).isLessThan(3);
    }

    @Test
    void nothingIsLostBehindOneAddress() throws Exception {
        serve(TurnQueue::newestAndOldestFirst, null, null);

        assertThat(served).hasSize(MANY + 2).doesNotHaveDuplicates();
        assertThat(served.indexOf("last")).isLessThan(3);
    }

    @Test
    void onlyAFewAreServedAtOnceInOneTurnOfTheEventLoop() throws Exception {
        TurnQueue queue = TurnQueue.newestAndOldestFirst(loop);
        for (int turn = 0; turn < 3; turn++) {
            assertThat(servedAtOnce(queue)).isEqualTo(8);
        }
    }

    @Test
    void nobodyIsServedBeforeThoseWhoWait() throws Exception {
        TurnQueue queue = TurnQueue.newestAndOldestFirst(loop);
        boolean early = loop.submit(() -> {
                    queue.add(CROWD, () -> {});
                    return queue.tryRunNow();
                })
                .get(10, TimeUnit.SECONDS);

        assertThat(early).isFalse();
    }

    private long servedAtOnce(TurnQueue queue) throws Exception {
        return loop.submit(() ->
                        IntStream.range(0, MANY).filter(i -> queue.tryRunNow()).count())
                .get(10, TimeUnit.SECONDS);
    }

    // One of the first address, then many and one more of the others.
    private void serve(Function<EventLoop, TurnQueue> kind, InetAddress before, InetAddress after) throws Exception {
        loop.submit(() -> {
                    TurnQueue queue = kind.apply(loop);
                    queue.add(before, () -> served.add("first"));
                    for (int i = 0; i < MANY; i++) {
                        String name = "crowd " + i;
                        queue.add(before == null ? null : CROWD, () -> served.add(name));
                    }
                    queue.add(after, () -> served.add("last"));
                })
                .get(10, TimeUnit.SECONDS);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (served.size() < MANY + 2 && System.nanoTime() < deadline) {
            loop.submit(() -> {}).get(10, TimeUnit.SECONDS);
        }
    }
}
