package dev.kasane.studio.server;

import com.sun.net.httpserver.HttpExchange;
import io.avaje.jex.Jex;
import io.avaje.jex.http.Context;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Serves the page and the rooms' answers on the loopback address. */
public final class StudioServer implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";

  /** What the other side may take for headers, for a body and for taking an answer. */
  private static final long WAIT_MILLIS = 30_000;

  /** Held here, as loggers that nobody holds forget their level. */
  private static final Logger JEX_LOG = Logger.getLogger("io.avaje.jex");

  private final List<Room> rooms;
  private final Assets assets = new Assets();
  private final Deadlines deadlines;
  private final Answers answers;
  private final Jex.Server server;

  /** Null until the port is known. */
  private volatile @Nullable Guard guard;

  /**
   * Starts it.
   *
   * @param port 0 for any that is free
   * @param rooms what it serves; closed with it
   * @throws java.io.UncheckedIOException if the port is in use
   */
  public StudioServer(int port, List<Room> rooms) {
    this(port, rooms, WAIT_MILLIS);
  }

  @SuppressWarnings("this-escape") // requests that come before the guard is known are refused
  StudioServer(int port, List<Room> rooms, long waitMillis) {
    this.rooms = List.copyOf(rooms);
    if (JEX_LOG.getLevel() == null) {
      // It says on the terminal that it starts and stops.
      JEX_LOG.setLevel(Level.SEVERE);
    }
    deadlines = new Deadlines(waitMillis);
    answers = new Answers(deadlines);
    Jex jex = Jex.create().config(config -> config
        .host(LOOPBACK)
        .port(port)
        .health(false)
        .executor(deadlines)
        .serverProvider(new GatedProvider(new Gate(() -> guard, answers))));
    // Its own hook would keep a process that shall end waiting for requests; the first one that is registered counts.
    jex.lifecycle().registerShutdownHook(() -> {});
    jex.get("/", this::page);
    for (Room room : rooms) {
      room.routes(new RoomRoutes(jex, "/api/" + room.name() + "/"));
    }
    jex.get("/<path>", this::asset).post("/<path>", context -> nothing(context.exchange()));
    try {
      server = jex.start();
    } catch (RuntimeException e) {
      deadlines.close();
      throw e;
    }
    guard = new Guard(server.port());
  }

  /** Where the page is; carries the token. */
  public String url() {
    return url(guard().token());
  }

  /** Where the page is, for once. See {@link Guard#newTicket}. */
  public String ticketUrl() {
    return url(guard().newTicket());
  }

  private String url(String token) {
    return "http://" + LOOPBACK + ":" + server.port() + "/?token=" + token;
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Stops serving and closes the rooms. */
  @Override
  public void close() {
    deadlines.close();
    try {
      server.shutdown();
    } catch (IllegalStateException _) {
      // The process is on its way out, and Jex could not take its hook back.
    }
    rooms.forEach(Room::close);
  }

  private Guard guard() {
    return Objects.requireNonNull(guard);
  }

  private void page(Context context) {
    HttpExchange exchange = context.exchange();
    if (Query.find(exchange.getRequestURI().getRawQuery(), "token") != null) {
      // From here on the cookie stands for the token, which leaves address bar and history.
      answers.enter(exchange, guard().cookie());
    } else {
      answers.page(exchange, assets);
    }
  }

  private void asset(Context context) {
    HttpExchange exchange = context.exchange();
    Reply file = assets.find(exchange.getRequestURI().getPath());
    if (file == null) {
      nothing(exchange);
    } else {
      answers.send(exchange, file);
    }
  }

  private void nothing(HttpExchange exchange) {
    answers.refuse(exchange, 404, "There is nothing at this address");
  }

  /** Declares the routes of one room. */
  private final class RoomRoutes implements Routes {

    private final Jex jex;
    private final String prefix;

    RoomRoutes(Jex jex, String prefix) {
      this.jex = jex;
      this.prefix = prefix;
    }

    @Override
    public void get(String path, Handler handler) {
      jex.get(prefix + path, context -> answers.answer(context.exchange(), handler));
    }

    @Override
    public void post(String path, Handler handler) {
      jex.post(prefix + path, context -> answers.answer(context.exchange(), handler));
    }
  }
}
