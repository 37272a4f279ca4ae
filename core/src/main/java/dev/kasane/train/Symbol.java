package dev.kasane.train;

import dev.kasane.nn.layers.Layer;
import dev.kasane.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value in a functional model that is being described: an input, or what a layer makes of other symbols. Immutable,
 * compared by identity. See {@link Symbols}.
 */
public final class Symbol {

  private final @Nullable String name;
  private final @Nullable Shape shape;
  private final @Nullable Layer layer;
  private final List<Symbol> inputs;

  Symbol(@Nullable String name, @Nullable Shape shape, @Nullable Layer layer, List<Symbol> inputs) {
    this.name = name;
    this.shape = shape;
    this.layer = layer;
    this.inputs = List.copyOf(inputs);
  }

  /** What a layer makes of this value. */
  public Symbol then(Layer next) {
    return Symbols.apply(next, this);
  }

  /** What a layer with a chosen name makes of this value. */
  public Symbol then(String layerName, Layer next) {
    return Symbols.apply(layerName, next, this);
  }

  /** The chosen name of the input or layer, or null for a default one. */
  @Nullable String name() {
    return name;
  }

  /** The shape of one sample of an input; null for other symbols. */
  @Nullable Shape shape() {
    return shape;
  }

  /** The layer that makes it; null for an input. */
  @Nullable Layer layer() {
    return layer;
  }

  List<Symbol> inputs() {
    return inputs;
  }
}
