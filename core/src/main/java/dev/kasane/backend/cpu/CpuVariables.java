package dev.kasane.backend.cpu;

import dev.kasane.backend.Variables;
import dev.kasane.backend.cpu.step.Transfer;
import dev.kasane.graph.ShapeException;
import dev.kasane.plan.Layout;
import dev.kasane.plan.Target;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Variables as padded arrays, each for ever in the same array, so that executables may hold on to it. */
final class CpuVariables implements Variables {

  private record Slot(Layout layout, float[] data) {}

  private final Target target;
  private final Map<String, Slot> slots = new LinkedHashMap<>();

  CpuVariables(Target target) {
    this.target = target;
  }

  @Override
  public Set<String> paths() {
    return Collections.unmodifiableSet(slots.keySet());
  }

  @Override
  public Shape shape(String path) {
    return slot(path).layout.shape();
  }

  @Override
  public Tensor get(String path) {
    Slot slot = slot(path);
    Tensor value = Tensor.zeros(slot.layout.shape());
    Transfer.read(slot.layout, slot.data, 0, value.data(), 0);
    return value;
  }

  @Override
  public void set(String path, Tensor value) {
    Slot slot = declare(path, value.shape());
    Transfer.write(slot.layout, slot.data, 0, value.data(), 0);
  }

  /** The array of a variable, made of zeros if it is new. */
  float[] array(String path, Shape shape) {
    return declare(path, shape).data;
  }

  private Slot declare(String path, Shape shape) {
    Slot slot =
        slots.computeIfAbsent(
            path,
            key -> {
              Layout layout = new Layout(shape, shape.rank() == 0 ? 1 : target.pitch(shape.last()));
              return new Slot(layout, new float[layout.size()]);
            });
    if (!slot.layout.shape().equals(shape)) {
      throw new ShapeException(
          "Variable " + path + ": expected shape " + slot.layout.shape() + ", received " + shape);
    }
    return slot;
  }

  private Slot slot(String path) {
    Slot slot = slots.get(path);
    if (slot == null) {
      throw new IllegalArgumentException("No variable '" + path + "'; there are " + slots.keySet());
    }
    return slot;
  }
}
