package io.github.koresimroutes.http.servlet;

import io.github.koresimroutes.http.RequestHeaders;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Takes callbacks before anything else in the application can read their body, and lets all else
 * pass. It goes first among the filters, and needs asynchronous requests.
 */
public final class CallbackFilter implements Filter {

    private static final int UNAVAILABLE = 503;

    private volatile ServletHttpEngine engine;

    /** Serves from now on: before, the paths are not known. */
    public void serve(ServletHttpEngine engine) {
        this.engine = engine;
    }

    @Override
    public void doFilter(ServletRequest any, ServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        if (!(any instanceof HttpServletRequest request)) {
            chain.doFilter(any, answer);
            return;
        }
        HttpServletResponse response = (HttpServletResponse) answer;
        ServletHttpEngine serving = engine;
        if (serving == null) {
            // The web server is up before the routes are. KORE tries again within seconds.
            if (request.getHeader(RequestHeaders.SIGNATURE) != null) {
                PlainAnswer.write(response, UNAVAILABLE);
            } else {
                chain.doFilter(request, response);
            }
            return;
        }
        ServletHttpConsumer consumer = serving.consumer(path(request));
        if (consumer == null && serving.expects(path(request))) {
            PlainAnswer.write(response, UNAVAILABLE);
        } else if (consumer == null) {
            chain.doFilter(request, response);
        } else {
            new CallbackRequest(serving, consumer, request, response).begin();
        }
    }

    /** As it was sent: neither decoded nor made shorter. */
    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }
}
