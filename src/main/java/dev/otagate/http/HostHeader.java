package dev.otagate.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;

/**
 * Gives each request over HTTP/2 both {@code :authority} and {@code host} if it has one of them. Vert.x parses the former and drops its
 * text, which a client may have signed as {@code host}.
 */
final class HostHeader extends Http2FrameListenerDecorator {
    HostHeader(Http2FrameListener listener) {
        super(listener);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean endOfStream)
            throws Http2Exception {
        complete(headers);
        super.onHeadersRead(ctx, streamId, headers, padding, endOfStream);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx,
            int streamId,
            Http2Headers headers,
            int streamDependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean endOfStream)
            throws Http2Exception {
        complete(headers);
        super.onHeadersRead(ctx, streamId, headers, streamDependency, weight, exclusive, padding, endOfStream);
    }

    private static void complete(Http2Headers headers) {
        CharSequence authority = headers.authority();
        CharSequence host = headers.get(HttpHeaderNames.HOST);
        if (authority == null && host != null) {
            headers.authority(host);
        } else if (host == null && authority != null) {
            headers.set(HttpHeaderNames.HOST, authority);
        }
    }
}
