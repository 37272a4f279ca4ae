package dev.kasane.studio.server;

import io.avaje.jex.Jex;
import io.avaje.jex.http.Context;
import io.avaje.jex.http.HttpFilter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Serves the page and the rooms' answers on the loopback address. */
public final class StudioServer implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";

  private final List<Room> rooms;
  private final Assets assets = new Assets();
  private final Answers answers = new Answers();
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
    this.rooms = List.copyOf(rooms);
    Jex jex = Jex.create().config(config -> config.host(LOOPBACK).port(port));
    jex.filter(this::letIn);
    jex.get("/", this::page);
    for (Room room : rooms) {
      room.routes(new RoomRoutes(jex, "/api/" + room.name() + "/"));
    }
    // Every other request passes the guard too, whatever it is.
    jex.get("/<path>", this::asset)
        .post("/<path>", this::nothing)
        .put("/<path>", this::nothing)
        .patch("/<path>", this::nothing)
        .delete("/<path>", this::nothing)
        .options("/<path>", this::nothing);
    server = jex.start();
    guard = new Guard(server.port());
  }

  /** Where the page is; carries the token. */
  public String url() {
    return "http://" + LOOPBACK + ":" + server.port() + "/?token=" + guard().token();
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Stops serving and closes the rooms. */
  @Override
  public void close() {
    server.shutdown();
    rooms.forEach(Room::close);
  }

  private Guard guard() {
    return Objects.requireNonNull(guard);
  }

  private void letIn(Context context, HttpFilter.FilterChain chain) {
    Guard now = guard;
    if (now == null) {
      answers.refuse(context, 503, "The studio is starting");
      return;
    }
    String refusal = now.refusal(new Guard.Credentials(
        context.header("Host"),
        context.header("Origin"),
        context.header("Sec-Fetch-Site"),
        context.queryParam("token"),
        context.cookie(now.cookieName())));
    if (refusal == null) {
      chain.proceed();
    } else {
      answers.refuse(context, 403, refusal);
    }
  }

  private void page(Context context) {
    if (context.queryParam("token") != null) {
      // From here on the cookie stands for the token, which leaves address bar and history.
      answers.enter(context, guard().cookie());
    } else {
      answers.page(context, assets);
    }
  }

  private void asset(Context context) {
    Reply file = assets.find("/" + context.pathParam("path"));
    if (file == null) {
      nothing(context);
    } else {
      answers.send(context, file);
    }
  }

  private void nothing(Context context) {
    answers.refuse(context, 404, "There is nothing at this address");
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
      jex.get(prefix + path, context -> answers.answer(context, handler));
    }

    @Override
    public void post(String path, Handler handler) {
      jex.post(prefix + path, context -> answers.answer(context, handler));
    }
  }
}
