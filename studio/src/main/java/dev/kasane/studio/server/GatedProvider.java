package dev.kasane.studio.server;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import com.sun.net.httpserver.spi.HttpServerProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;

/**
 * Makes the JDK's servers with a filter before everything. Jex's own filters run only where a route matches: a request
 * of another method would be answered before them.
 */
final class GatedProvider extends HttpServerProvider {

  private final Filter filter;

  GatedProvider(Filter filter) {
    this.filter = filter;
  }

  @Override
  public HttpServer createHttpServer(InetSocketAddress address, int backlog) throws IOException {
    return new Gated(HttpServerProvider.provider().createHttpServer(address, backlog), filter);
  }

  @Override
  public HttpsServer createHttpsServer(InetSocketAddress address, int backlog) {
    throw new UnsupportedOperationException("The studio speaks HTTP on the loopback address only");
  }

  /** A server all of whose contexts have the filter. */
  private static final class Gated extends HttpServer {

    private final HttpServer server;
    private final Filter filter;

    Gated(HttpServer server, Filter filter) {
      this.server = server;
      this.filter = filter;
    }

    @Override
    public HttpContext createContext(String path, HttpHandler handler) {
      HttpContext context = server.createContext(path, handler);
      context.getFilters().add(filter);
      return context;
    }

    @Override
    public HttpContext createContext(String path) {
      HttpContext context = server.createContext(path);
      context.getFilters().add(filter);
      return context;
    }

    @Override
    public void bind(InetSocketAddress address, int backlog) throws IOException {
      server.bind(address, backlog);
    }

    @Override
    public void start() {
      server.start();
    }

    @Override
    public void setExecutor(Executor executor) {
      server.setExecutor(executor);
    }

    @Override
    public Executor getExecutor() {
      return server.getExecutor();
    }

    @Override
    public void stop(int delay) {
      server.stop(delay);
    }

    @Override
    public void removeContext(String path) {
      server.removeContext(path);
    }

    @Override
    public void removeContext(HttpContext context) {
      server.removeContext(context);
    }

    @Override
    public InetSocketAddress getAddress() {
      return server.getAddress();
    }
  }
}
