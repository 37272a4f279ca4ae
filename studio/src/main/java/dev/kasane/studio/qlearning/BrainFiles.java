package dev.kasane.studio.qlearning;

import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.deepqlearn.AppleWorld;
import dev.kasane.convnetjs.deepqlearn.Brain;
import dev.kasane.convnetjs.json.ConvNetJson;
import dev.kasane.convnetjs.layers.FullyConnLayer;
import dev.kasane.studio.server.RequestException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brains as files: the settings, the net, what the optimizer remembers, and the position of the random numbers. The
 * experiences are left out, tens of megabytes that are gathered again in a minute. What ConvNetJS's demo saves, its
 * net, can be loaded too.
 */
final class BrainFiles {

  private static final String SETTINGS = "settings";

  private BrainFiles() {}

  /** A brain and what it was made with. */
  record Loaded(QLearningSettings settings, Brain brain) {}

  static String write(QLearningSettings settings, Brain brain) {
    Map<String, Object> tree = new LinkedHashMap<>(brain.toJSON());
    tree.put("experience", List.of());
    tree.put(SETTINGS, settings.toJson());
    return ConvNetJson.stringify(tree) + "\n";
  }

  /**
   * Reads one.
   *
   * @param settings for a net without settings
   * @throws IllegalArgumentException if it is something else or does not fit the world
   */
  static Loaded read(byte[] bytes, QLearningSettings settings, Rates rates) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new RequestException("Expected a brain as JSON in UTF-8, received other bytes");
    }
    Map<String, Object> tree = ConvNetJson.parse(text);
    if (tree.containsKey("layers")) {
      return ofNet(tree, settings, rates);
    }
    if (!(tree.get(SETTINGS) instanceof Map<?, ?> saved)) {
      throw new RequestException("Expected a brain that was saved here, or a net that ConvNetJS's demo saved; the file "
          + "has " + tree.keySet().stream().limit(10).toList());
    }
    Map<String, Object> members = new LinkedHashMap<>();
    saved.forEach((name, value) -> members.put(String.valueOf(name), value));
    QLearningSettings own = QLearningSettings.of(members);
    return new Loaded(own, fits(Brain.fromJSON(tree, own.options(rates))));
  }

  private static Loaded ofNet(Map<String, Object> saved, QLearningSettings settings, Rates rates) {
    Net net = new Net(settings.seed());
    net.fromJSON(saved);
    List<Integer> sizes = new ArrayList<>();
    net.layers().forEach(layer -> {
      if (layer instanceof FullyConnLayer) {
        sizes.add(layer.outDepth());
      }
    });
    if (sizes.isEmpty()) {
      throw new RequestException("Expected a net with fully connected layers, received none");
    }
    QLearningSettings own = settings.withHidden(sizes.subList(0, sizes.size() - 1));
    Map<String, Object> tree = new LinkedHashMap<>(AppleWorld.brain(own.options(rates)).toJSON());
    tree.put("value_net", saved);
    tree.remove("target_net");
    return new Loaded(own, Brain.fromJSON(tree, own.options(rates)));
  }

  /** A world of the apple world refuses a brain with other eyes or wheels; better before anything is changed. */
  private static Brain fits(Brain brain) {
    new AppleWorld(Mode.CORRECT, brain, 0);
    return brain;
  }
}
