package dev.kasane.train;

import dev.kasane.nn.layers.Layer;
import dev.kasane.tensor.Shape;
import java.util.List;

/**
 * Describes networks of any form: begin with inputs, apply layers, and hand the ends to {@link Model#of(List, List)}.
 *
 * <pre>{@code
 * Symbol image = Symbols.input("image", 28, 28, 1);
 * Symbol features = image.then(conv2d(16, 3)).then(flatten());
 * Model model = Model.of(image, features.then(dense(10)));
 * }</pre>
 *
 * <p>Applying the same layer instance twice shares its weights; two equal instances do not.
 */
public final class Symbols {

  private Symbols() {}

  /**
   * An input.
   *
   * @param name the model's name for it
   * @param dims shape of one sample, without the batch axis
   */
  public static Symbol input(String name, int... dims) {
    return new Symbol(name, Shape.of(dims), null, List.of());
  }

  /** An input with a default name. */
  public static Symbol input(Shape sample) {
    return new Symbol(null, sample, null, List.of());
  }

  /** What a layer makes of some values, such as an add or concat merge. */
  public static Symbol apply(Layer layer, Symbol... inputs) {
    return new Symbol(null, null, layer, List.of(inputs));
  }

  /** What a layer with a chosen name makes of some values. */
  public static Symbol apply(String name, Layer layer, Symbol... inputs) {
    return new Symbol(name, null, layer, List.of(inputs));
  }
}
