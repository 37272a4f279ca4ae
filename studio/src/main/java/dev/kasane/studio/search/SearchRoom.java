package dev.kasane.studio.search;

import dev.kasane.convnetjs.magic.Table;
import dev.kasane.convnetjs.magic.TableOptions;
import dev.kasane.studio.server.Reply;
import dev.kasane.studio.server.Request;
import dev.kasane.studio.server.RequestException;
import dev.kasane.studio.server.Room;
import dev.kasane.studio.server.Routes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The room {@code search}: a table in, a ranking of small networks live, an ensemble out. */
public final class SearchRoom implements Room {

  /** Bytes of a table at most. */
  private static final int MOST_BYTES = 4 << 20;

  private static final int LONGEST_NAME = 100;

  private final Object lock = new Object();
  private final int threads;
  private @Nullable Table table;
  private @Nullable TableView view;
  private @Nullable String csv;
  private @Nullable Search search;

  /**
   * A room without a table.
   *
   * @param threads that a search uses unless it is told otherwise; 0 for one a core
   */
  public SearchRoom(int threads) {
    this.threads = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
  }

  @Override
  public String name() {
    return "search";
  }

  @Override
  public void routes(Routes routes) {
    routes.get("state", request -> state());
    routes.get("curves", request -> Reply.json(requireSearch().curves()));
    routes.get("csv", request -> csv());
    routes.get("ensemble", request -> ensemble());
    routes.post("example", this::example);
    routes.post("table", this::upload);
    routes.post("start", this::start);
    routes.post("more", request -> more());
    routes.post("stop", request -> stop());
    routes.post("predict", request -> Reply.json(requireSearch().predict(request.json(Row.class).fields())));
  }

  /** Ends its threads. */
  @Override
  public void close() {
    replaceSearch(null);
  }

  private record State(
      List<String> examples, SearchSettings standard, @Nullable TableView table, Search.@Nullable View search) {}

  private record Row(List<String> fields) {}

  private Reply state() {
    synchronized (lock) {
      return Reply.json(
          new State(
              ExampleTables.names(), SearchSettings.standard(threads), view, search == null ? null : search.view()));
    }
  }

  private Search requireSearch() {
    synchronized (lock) {
      if (search == null) {
        throw new RequestException("No search was started yet");
      }
      return search;
    }
  }

  private Reply csv() {
    synchronized (lock) {
      if (csv == null) {
        throw new RequestException("There is no table yet");
      }
      return Reply.bytes("text/csv; charset=utf-8", csv.getBytes(StandardCharsets.UTF_8));
    }
  }

  private Reply example(Request request) {
    String name = request.text("name");
    String text = ExampleTables.find(name);
    if (text == null) {
      throw new RequestException("There is no example '" + name + "'; there are " + ExampleTables.names());
    }
    return take(name, text.getBytes(StandardCharsets.UTF_8), TableOptions.label("-1"));
  }

  private Reply upload(Request request) {
    String name = request.find("name");
    String shown = name == null || name.isBlank() ? "table" : name.substring(0, Math.min(LONGEST_NAME, name.length()));
    return take(shown, request.bytes(MOST_BYTES), options(request));
  }

  private static TableOptions options(Request request) {
    String label = request.find("label");
    String separator = Objects.requireNonNullElse(request.find("separator"), ",");
    char character = separator.equals("tab") ? '\t' : separator.isEmpty() ? ',' : separator.charAt(0);
    if (separator.length() > 1 && !separator.equals("tab") || "\"\r\n".indexOf(character) >= 0) {
      throw new RequestException("The separator must be one character or 'tab', received '" + separator + "'");
    }
    return new TableOptions(
        label == null || label.isBlank() ? "-1" : label, character,
        choice(request, "header", TableOptions.Header.class, TableOptions.Header.GUESS),
        choice(request, "task", TableOptions.Task.class, TableOptions.Task.GUESS));
  }

  private static <E extends Enum<E>> E choice(Request request, String name, Class<E> type, E absent) {
    String value = request.find(name);
    if (value == null) {
      return absent;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(value)) {
        return constant;
      }
    }
    throw new RequestException("The parameter '" + name + "' must be one of "
        + List.of(type.getEnumConstants()).toString().toLowerCase(Locale.ROOT) + ", received '" + value + "'");
  }

  /** Takes another table; a search that runs on the one before ends. */
  private Reply take(String name, byte[] bytes, TableOptions options) {
    Table read = TableView.read(name, bytes, options);
    TableView described = TableView.of(name, read);
    replaceSearch(null);
    synchronized (lock) {
      table = read;
      view = described;
      csv = new String(bytes, StandardCharsets.UTF_8);
    }
    return state();
  }

  private Reply start(Request request) {
    SearchSettings settings = request.json(SearchSettings.class);
    Table current;
    synchronized (lock) {
      current = table;
    }
    if (current == null) {
      throw new RequestException("Choose a table first");
    }
    Search made = new Search(current, settings);
    replaceSearch(made);
    made.start();
    return state();
  }

  private Reply more() {
    Search present = requireSearch();
    if (!present.canGoOn()) {
      throw new RequestException("Only a search that finished its round can go on; start a new one");
    }
    present.start();
    return state();
  }

  private Reply stop() {
    requireSearch().close();
    return state();
  }

  private Reply ensemble() {
    String json = requireSearch().json();
    if (json == null) {
      throw new RequestException("There is no ensemble yet: let a search finish its first round");
    }
    return Reply.file("ensemble.json", "application/json", json + "\n");
  }

  private void replaceSearch(@Nullable Search next) {
    Search before;
    synchronized (lock) {
      before = search;
      search = next;
    }
    if (before != null) {
      before.close();
    }
  }
}
