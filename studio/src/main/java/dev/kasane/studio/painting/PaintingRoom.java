package dev.kasane.studio.painting;

import dev.kasane.studio.server.Reply;
import dev.kasane.studio.server.Request;
import dev.kasane.studio.server.Room;
import dev.kasane.studio.server.Routes;
import dev.kasane.studio.world.Loop;
import dev.kasane.studio.world.LoopRoutes;
import dev.kasane.studio.world.NetRules;
import dev.kasane.studio.world.NetText;
import dev.kasane.studio.world.TrainerSettings;
import dev.kasane.studio.world.Twin;
import java.util.List;
import java.util.function.Supplier;

/** The room {@code painting}: place in, colour out. */
public final class PaintingRoom implements Room {

  private static final String BYTES = "application/octet-stream";
  private static final NetRules RULES = new NetRules(2, "regression", 3, 3, 500);

  /** ConvNetJS's: seven layers of twenty. */
  private static final String NET = "layer_defs = [];\n"
      + "layer_defs.push({type:'input', out_sx:1, out_sy:1, out_depth:2});\n"
      + "layer_defs.push({type:'fc', num_neurons:20, activation:'relu'});\n".repeat(7)
      + "layer_defs.push({type:'regression', num_neurons:3});\n";

  private final Painter painter = new Painter(
      NetText.parse(NET, RULES), new TrainerSettings("sgd", 0.01, 0.9, 5, 0, 0), Gallery.picture("layers"));
  private final Loop loop = new Loop("painting", painter);
  private final Twin twin = new Twin(loop, painter::net);
  private final Canvas canvas = new Canvas();
  private String name = "layers";

  /** A room with a network that has learnt nothing yet. */
  public PaintingRoom() {}

  @Override
  public String name() {
    return "painting";
  }

  @Override
  public void routes(Routes routes) {
    LoopRoutes.declare(routes, loop);
    routes.get("setup", _ -> Reply.json(loop.read(this::setup)));
    routes.get("view", _ -> Reply.json(loop.read(this::view)));
    routes.get("curve", _ -> Reply.json(loop.read(painter::curve)));
    routes.get("original", _ -> Reply.bytes(BYTES, loop.read(painter::picture).bytes()));
    routes.get("painting", _ -> Reply.bytes(BYTES, paint()));
    routes.post("net", this::net);
    routes.post("trainer", this::trainer);
    routes.post("gallery", request -> picture(request.text("name"), Gallery.picture(request.text("name"))));
    routes.post("picture", request -> picture("", PictureReader.read(request.bytes(PictureReader.MOST_BYTES))));
  }

  @Override
  public void close() {
    loop.close();
    canvas.close();
  }

  /**
   * What changes seldom.
   *
   * @param picture the name in the gallery, or empty for a person's own
   */
  private record Setup(
      List<String> gallery, String picture, int width, int height, String net, TrainerSettings trainer, int updates) {}

  private Setup setup() {
    Picture picture = painter.picture();
    return new Setup(
        Gallery.names(), name, picture.width(), picture.height(), painter.net().text().text(), painter.settings(),
        Painter.UPDATES);
  }

  private record View(long samples, long updates, double loss) {}

  private View view() {
    return new View(painter.samples(), painter.updates(), painter.loss());
  }

  private byte[] paint() {
    Supplier<Picture> picture = painter::picture;
    return Picture.bytes(twin.look(picture, canvas::paint));
  }

  private record Net(String text) {}

  private Reply net(Request request) {
    NetText text = NetText.parse(request.json(Net.class).text(), RULES);
    return changed(() -> {
      painter.network(text);
      loop.restartCount();
    });
  }

  private Reply trainer(Request request) {
    TrainerSettings settings = request.json(TrainerSettings.class);
    return changed(() -> painter.settings(settings));
  }

  private Reply picture(String next, Picture picture) {
    return changed(() -> {
      painter.picture(picture);
      name = next;
    });
  }

  private Reply changed(Runnable change) {
    return Reply.json(loop.change(() -> {
      change.run();
      return setup();
    }));
  }
}
