package dev.kasane.train;

import dev.kasane.nn.layers.InputLayer;
import dev.kasane.nn.layers.Layer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes networks whose layers follow one another.
 *
 * <pre>{@code
 * Model model = Sequential.of(input(28, 28, 1), conv2d(16, 3), flatten(), dense(10));
 * }</pre>
 */
public final class Sequential {

  private @Nullable Symbol input;
  private @Nullable Symbol end;

  private Sequential() {}

  /**
   * A model of these layers with default names such as {@code conv2d_1}. The same instance twice shares its weights.
   *
   * @param layers the first may be an input layer; without one, the shape of a sample is taken from the first data
   * @throws IllegalArgumentException if there are no layers but the input
   * @throws dev.kasane.graph.ShapeException if the shape of a sample is known and the layers do not fit one another
   */
  public static Model of(Layer... layers) {
    return of(List.of(layers));
  }

  /** A model of these layers. See {@link #of(Layer...)}. */
  public static Model of(List<? extends Layer> layers) {
    Sequential sequential = new Sequential();
    layers.forEach(sequential::add);
    return sequential.build();
  }

  /** Begins a model whose layers are added one by one. */
  public static Sequential builder() {
    return new Sequential();
  }

  /** Adds a layer with a default name. */
  public Sequential add(Layer layer) {
    return append(null, layer);
  }

  /** Adds a layer with a chosen name. */
  public Sequential add(String name, Layer layer) {
    return append(name, layer);
  }

  private Sequential append(@Nullable String name, Layer layer) {
    if (input == null && layer instanceof InputLayer first) {
      input = new Symbol(name, first.sampleShape(), null, List.of());
      end = input;
      return this;
    }
    if (input == null) {
      input = new Symbol(null, null, null, List.of());
      end = input;
    }
    end = new Symbol(name, null, layer, List.of(end));
    return this;
  }

  /** The model. See {@link #of(Layer...)}. */
  public Model build() {
    if (input == null || end == null || input == end) {
      throw new IllegalArgumentException("Sequential: expected at least one layer after the input, received none");
    }
    return Model.of(input, end);
  }
}
