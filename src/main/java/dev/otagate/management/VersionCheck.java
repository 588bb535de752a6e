package dev.otagate.management;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;

/**
 * Marks a request as invalid if its version is neither HTTP/1.0 nor HTTP/1.1, and drops what follows it. Vert.x would send a response
 * without a body.
 */
final class VersionCheck extends ChannelInboundHandlerAdapter {
    private boolean rejected;

    static final class UnsupportedVersion extends Exception {
        private static final long serialVersionUID = 1L;

        private UnsupportedVersion() {
            super("neither HTTP/1.0 nor HTTP/1.1", null, false, false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (rejected) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request && request.decoderResult().isSuccess() && !isKnown(request)) {
            rejected = true;
            // A response repeats the version of its request.
            request.setProtocolVersion(HttpVersion.HTTP_1_1);
            request.setDecoderResult(DecoderResult.failure(new UnsupportedVersion()));
        }
        ctx.fireChannelRead(message);
    }

    // By identity, as Vert.x does.
    private static boolean isKnown(HttpRequest request) {
        HttpVersion version = request.protocolVersion();
        return version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0;
    }
}
