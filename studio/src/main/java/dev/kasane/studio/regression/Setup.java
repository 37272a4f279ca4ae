package dev.kasane.studio.regression;

import dev.kasane.studio.world.TrainerSettings;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that a person decides, and that a link carries.
 *
 * @param samples how points are drawn
 * @param points those that a person changed by hand, in the place of drawn ones; null for none
 * @param net the network as ConvNetJS's users write it
 * @param trainer how it is trained
 * @param seed of weights and of the order of points
 */
record Setup(Samples samples, @Nullable List<Place> points, String net, TrainerSettings trainer, long seed) {

  private static final String NET = """
      layer_defs = [];
      layer_defs.push({type:'input', out_sx:1, out_sy:1, out_depth:1});
      layer_defs.push({type:'fc', num_neurons:20, activation:'relu'});
      layer_defs.push({type:'fc', num_neurons:20, activation:'sigmoid'});
      layer_defs.push({type:'regression', num_neurons:1});
      """;

  Setup {
    if (samples == null || net == null || trainer == null) {
      throw new IllegalArgumentException("A set-up needs samples, net and trainer");
    }
    if (points != null) {
      if (points.size() > Samples.MAX_COUNT || points.stream().anyMatch(Objects::isNull)) {
        throw new IllegalArgumentException(
            "Expected at most " + Samples.MAX_COUNT + " points and none that is null, received " + points.size());
      }
      points = List.copyOf(points);
    }
  }

  /** What ConvNetJS's demo begins with. */
  static Setup standard() {
    return new Setup(
        new Samples("xsin", 20, 0, 1), null, NET, new TrainerSettings("sgd", 0.01, 0, 1, 0.001, 0), 1);
  }

  Setup drawn(Samples value) {
    return new Setup(value, null, net, trainer, seed);
  }

  Setup points(List<Place> value) {
    return new Setup(samples, value, net, trainer, seed);
  }

  Setup net(String value) {
    return new Setup(samples, points, value, trainer, seed);
  }

  Setup trainer(TrainerSettings value) {
    return new Setup(samples, points, net, value, seed);
  }
}
