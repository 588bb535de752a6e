package dev.otagate.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

/** Sees when the response to a request ends: the decoder waits for it. Confined to the event loop of its channel. */
final class ResponseObserver extends ChannelOutboundHandlerAdapter {
    private final Connection connection;

    ResponseObserver(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        RequestDecoder decoder = connection.decoder();
        if (message instanceof HttpResponse response) {
            if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
                ctx.write(message, promise);
                return;
            }
            if (response.headers().contains(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true)) {
                decoder.responseIsLast();
            }
        }
        if (message instanceof LastHttpContent end) {
            ctx.write(message, ended(ctx, decoder, end, promise));
            if (decoder.isRequestVerified()) {
                decoder.responseEnded();
            }
        } else {
            ctx.write(message, promise);
        }
    }

    // A verified client may have several responses on their way; of any other, nothing is decoded before it has read
    // the last one.
    private static ChannelPromise ended(
            ChannelHandlerContext ctx, RequestDecoder decoder, LastHttpContent end, ChannelPromise promise) {
        ChannelPromise written = promise;
        if (!decoder.isRequestVerified()) {
            decoder.responseBuffered(end.content().readableBytes());
            written = written.unvoid().addListener(done -> decoder.responseEnded());
        }
        if (decoder.isLast()) {
            written = written.unvoid().addListener(done -> ctx.channel().close());
        }
        return written;
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        ctx.flush();
        connection.decoder().flushed();
    }
}
