package io.github.koresimroutes.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Reads HTTP/1 by the letter. Where two readers of the same bytes could disagree about where a
 * request ends, a proxy and this server might, and one request would hide another: such a request
 * is marked as failed.
 */
final class StrictDecoder extends HttpRequestDecoder {

    private static final String LENGTH = "content-length:";

    private final Runnable headBegins;
    private boolean inHead;
    private boolean inBody;
    private boolean afterLineFeed;
    private boolean folded;
    private int inLength = -1;
    private int lengths;
    private final RequestLine line = new RequestLine();
    private ChunkFrame frame;

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
            look(in, from, in.readerIndex());
        } else if (frame != null) {
            lookAtFrame(in, from, in.readerIndex());
        }
        for (int i = before; i < out.size(); i++) {
            decoded(out.get(i));
            if (frame != null && frame.isOdd() && out.get(i) instanceof HttpContent content) {
                out.set(i, failed(content));
            }
        }
    }

    private static HttpContent failed(HttpContent content) {
        // The constant takes no result.
        HttpContent failed = content == LastHttpContent.EMPTY_LAST_CONTENT
                ? new DefaultLastHttpContent() : content;
        failed.setDecoderResult(DecoderResult.failure(
                new IllegalArgumentException("an odd line in a chunked body")));
        return failed;
    }

    private void decoded(Object part) {
        if (part instanceof HttpRequest request) {
            inHead = false;
            inBody = true;
            if ((folded || lengths > 1 || line.isOdd()) && request.decoderResult().isSuccess()) {
                request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException(
                        "an odd request line, a header that goes on, or two lengths")));
            }
            folded = false;
            lengths = 0;
            afterLineFeed = false;
            line.reset();
            frame = HttpUtil.isTransferEncodingChunked(request) ? new ChunkFrame() : null;
        }
        if (part instanceof LastHttpContent) {
            inBody = false;
        }
    }

    private void look(ByteBuf in, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = in.getByte(i);
            line.next(b);
            folded |= afterLineFeed && (b == ' ' || b == '\t');
            countLengths(b);
            afterLineFeed = b == '\n';
        }
    }

    /** Of several lengths in HTTP/1.0 Netty takes the first, and forgets the others. */
    private void countLengths(byte b) {
        int at = afterLineFeed ? 0 : inLength;
        inLength = at >= 0 && (b | ' ') == LENGTH.charAt(at) ? at + 1 : -1;
        if (inLength == LENGTH.length()) {
            lengths++;
            inLength = -1;
        }
    }

    private void lookAtFrame(ByteBuf in, int from, int to) {
        for (int i = from; i < to;) {
            int content = (int) Math.min(frame.content(), to - i);
            if (content > 0) {
                frame.content(content);
                i += content;
            } else {
                frame.next(in.getByte(i++));
            }
        }
    }

    /** Netty would drop the length and go on. */
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("Transfer-Encoding and Content-Length");
    }
}
