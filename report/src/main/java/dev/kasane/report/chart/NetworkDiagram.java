package dev.kasane.report.chart;

import dev.kasane.report.Text;
import java.util.List;

/**
 * Neurons in layers, and the weights between them as lines: blue above 0, red below, stronger for larger ones. Of
 * layers with more than {@value #MOST_SHOWN} neurons only the first and last are drawn.
 *
 * @param title what it shows
 * @param layers what the layers are, the input first
 * @param sizes neurons of each layer
 * @param weights by gap between layers, neuron of the next layer and neuron of this one:
 *     {@code [sizes.length - 1][sizes[l + 1]][sizes[l]]}; an empty array draws thin grey lines instead
 */
public record NetworkDiagram(Text title, List<Text> layers, int[] sizes, float[][][] weights) implements Chart {

  /** Most neurons that are drawn of one layer. */
  public static final int MOST_SHOWN = 16;

  /** Checks sizes. */
  public NetworkDiagram {
    layers = List.copyOf(layers);
    if (layers.size() != sizes.length || sizes.length < 2) {
      throw new IllegalArgumentException(
          "NetworkDiagram: expected a name for each of at least 2 layers, received " + layers.size() + " names and "
              + sizes.length + " layers");
    }
    if (weights.length != 0 && weights.length != sizes.length - 1) {
      throw new IllegalArgumentException(
          "NetworkDiagram: expected weights for " + (sizes.length - 1) + " gaps, received " + weights.length);
    }
    for (int l = 0; l < weights.length; l++) {
      if (weights[l].length != sizes[l + 1] || weights[l][0].length != sizes[l]) {
        throw new IllegalArgumentException(
            "NetworkDiagram: expected weights (" + sizes[l + 1] + ", " + sizes[l] + ") behind layer " + l
                + ", received (" + weights[l].length + ", " + weights[l][0].length + ")");
      }
    }
  }

  /** A diagram of the structure alone. */
  public static NetworkDiagram of(Text title, List<Text> layers, int... sizes) {
    return new NetworkDiagram(title, layers, sizes, new float[0][][]);
  }

  @Override
  public Text description() {
    StringBuilder en = new StringBuilder();
    StringBuilder ja = new StringBuilder();
    for (int i = 0; i < sizes.length; i++) {
      en.append(i == 0 ? "" : ", ").append(layers.get(i).en()).append(": ").append(sizes[i]);
      ja.append(i == 0 ? "" : "、").append(layers.get(i).ja()).append(": ").append(sizes[i]);
    }
    return Text.of("Neurons by layer. " + en + ".", "各層のニューロン数。" + ja + "。");
  }
}
