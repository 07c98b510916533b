package io.github.koresimroutes.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Reads HTTP/1 by the letter. Where two readers of the same bytes could disagree about where a
 * request ends, a proxy and this server might, and one request would hide another: such a request
 * is marked as failed.
 */
final class StrictDecoder extends HttpRequestDecoder {

    private final Runnable headBegins;
    private boolean inHead;
    private boolean inBody;
    private boolean afterLineFeed;
    private boolean folded;

    /** @param headBegins told at the first byte of each request */
    StrictDecoder(ConnectionLimits limits, Runnable headBegins) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.urlBytes())
                .setMaxHeaderSize(limits.headerBytes())
                .setAllowDuplicateContentLengths(false)
                .setValidateHeaders(true)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true));
        this.headBegins = headBegins;
    }

    /** One call reads at most to the end of a head, never into the body behind it. */
    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
            throws Exception {
        if (!inHead && !inBody) {
            inHead = true;
            headBegins.run();
        }
        int from = in.readerIndex();
        int before = out.size();
        boolean head = inHead;
        super.decode(ctx, in, out);
        if (head) {
            lookForFolds(in, from, in.readerIndex());
        }
        for (Object part : out.subList(before, out.size())) {
            decoded(part);
        }
    }

    private void decoded(Object part) {
        if (part instanceof HttpRequest request) {
            inHead = false;
            inBody = true;
            if (folded && request.decoderResult().isSuccess()) {
                request.setDecoderResult(DecoderResult.failure(
                        new IllegalArgumentException("a header goes on on the next line")));
            }
            folded = false;
            afterLineFeed = false;
        }
        if (part instanceof LastHttpContent) {
            inBody = false;
        }
    }

    private void lookForFolds(ByteBuf in, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = in.getByte(i);
            folded |= afterLineFeed && (b == ' ' || b == '\t');
            afterLineFeed = b == '\n';
        }
    }

    /** Netty would drop the length and go on. */
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("Transfer-Encoding and Content-Length");
    }
}
