package dev.otagate.bench;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The bytes of requests that are ready to be sent, outside the heap so that no collection pauses the load. */
final class SignedRequests {
    private static final int STRIDE = 512;
    private static final int PER_SEGMENT = 65_536;
    // Kept from run to run: direct memory is freed late.
    private static final List<ByteBuffer> SEGMENTS = new ArrayList<>();

    private final List<ByteBuffer> segments;
    private final int count;
    private final short[] lengths;

    SignedRequests(int count) {
        this(count, SEGMENTS);
    }

    private SignedRequests(int count, List<ByteBuffer> segments) {
        this.segments = segments;
        this.count = count;
        lengths = new short[count];
        while ((long) segments.size() * PER_SEGMENT < count) {
            segments.add(ByteBuffer.allocateDirect(PER_SEGMENT * STRIDE));
        }
    }

    /** A few requests that are sent while others are. */
    static SignedRequests beside(int count) {
        return new SignedRequests(count, new ArrayList<>());
    }

    int count() {
        return count;
    }

    /** Fails with {@link IllegalArgumentException} where the request does not fit. */
    void put(int index, byte[] request) {
        if (request.length > STRIDE) {
            throw new IllegalArgumentException("A request of " + request.length + " bytes is too long");
        }
        segments.get(index / PER_SEGMENT).put(index % PER_SEGMENT * STRIDE, request);
        lengths[index] = (short) request.length;
    }

    /** Views for one thread. */
    Reader reader() {
        return new Reader(segments.stream().map(ByteBuffer::duplicate).toArray(ByteBuffer[]::new));
    }

    /** Reads requests; not thread-safe. */
    final class Reader {
        private final ByteBuffer[] views;

        private Reader(ByteBuffer[] views) {
            this.views = views;
        }

        /** The request's bytes, valid until the next call. */
        ByteBuffer request(int index) {
            int start = index % PER_SEGMENT * STRIDE;
            ByteBuffer view = views[index / PER_SEGMENT];
            return view.limit(start + lengths[index]).position(start);
        }
    }
}
