package dev.kasane.backend.cpu.step;

import dev.kasane.plan.Buffer;
import dev.kasane.plan.Layout;
import dev.kasane.plan.Operand;
import java.util.function.Function;

/** The arrays behind a plan's buffers. */
public final class Memory {

  private final float[] global;
  private final Function<Buffer, float[]> own;

  /**
   * Makes one.
   *
   * @param global memory shared by all workers
   * @param own the array of an input, variable or constant
   */
  public Memory(float[] global, Function<Buffer, float[]> own) {
    this.global = global;
    this.own = own;
  }

  /** An operand that all units share. */
  Ref whole(Operand operand) {
    return ref(operand, 0);
  }

  /** An operand that is divided evenly over the units. */
  Ref rows(Operand operand, int units) {
    return ref(operand, operand.layout().size() / units);
  }

  /** An operand whose unit is so many floats. */
  Ref ref(Operand operand, int perUnit) {
    Buffer buffer = operand.buffer();
    return switch (buffer.space()) {
      case LOCAL -> Ref.local(buffer.offset(), perUnit);
      case INNER -> Ref.inner(buffer.offset(), perUnit);
      case PARTIAL -> Ref.partial(global, buffer.offset(), buffer.size());
      case GLOBAL -> Ref.shared(global, buffer.offset(), perUnit);
      case INPUT, VARIABLE, CONSTANT -> Ref.shared(own.apply(buffer), 0, perUnit);
    };
  }

  /** The array of a buffer that all workers share. */
  public float[] array(Buffer buffer) {
    return switch (buffer.space()) {
      case LOCAL, INNER -> throw new IllegalStateException("a worker's buffer " + buffer + " has no shared array");
      case PARTIAL, GLOBAL -> global;
      case INPUT, VARIABLE, CONSTANT -> own.apply(buffer);
    };
  }

  /** The first element of a buffer in {@link #array}. */
  public static int offset(Buffer buffer) {
    return Math.max(0, buffer.offset());
  }

  /** Distances in memory between neighbours along each axis. */
  static int[] strides(Layout layout) {
    int rank = layout.shape().rank();
    int[] strides = new int[rank];
    int stride = 1;
    for (int axis = rank - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= axis == rank - 1 ? layout.pitch() : layout.shape().dim(axis);
    }
    return strides;
  }
}
