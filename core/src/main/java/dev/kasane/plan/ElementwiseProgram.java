package dev.kasane.plan;

import dev.kasane.graph.BinaryFunction;
import dev.kasane.graph.UnaryFunction;
import java.util.List;

/**
 * Several element-wise operations as one pass over memory. Registers 0 to inputs−1 hold the inputs' elements;
 * instruction i writes register inputs + i.
 *
 * @param access how each input's elements are found for a flat index
 * @param instructions in order
 * @param outputs registers that are stored, in the order of the step's outputs
 * @param sums registers whose rows are summed up, in the order of the step's outputs after those that are stored
 * @param cols elements in memory of one row: what {@link Access#ROW}, {@link Access#COLUMN} and sums count by
 */
public record ElementwiseProgram(
    List<Access> access, List<Instruction> instructions, List<Integer> outputs, List<Integer> sums, int cols) {

  /** How an input is read at flat index i. */
  public enum Access {
    /** Element i. */
    FULL,
    /** Element {@code i % cols}. */
    ROW,
    /** Element {@code i / cols}. */
    COLUMN,
    /** The only element. */
    SCALAR,
    /** The sum over all pieces of element i. */
    PARTIALS
  }

  /** One operation on registers. */
  public sealed interface Instruction {
    /** {@code f(a)}. */
    record Unary(UnaryFunction f, int a) implements Instruction {}

    /** {@code f(a, b)}. */
    record Binary(BinaryFunction f, int a, int b) implements Instruction {}

    /** {@code condition != 0 ? a : b}. */
    record Select(int condition, int a, int b) implements Instruction {}

    /** The registers it reads. */
    default List<Integer> reads() {
      return switch (this) {
        case Unary unary -> List.of(unary.a);
        case Binary binary -> List.of(binary.a, binary.b);
        case Select select -> List.of(select.condition, select.a, select.b);
      };
    }
  }

  /** Number of inputs. */
  public int inputs() {
    return access.size();
  }

  /** Number of registers. */
  public int registers() {
    return access.size() + instructions.size();
  }

  /** Such as {@code r2=mul(r0,r1) r3=relu(r2)}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < instructions.size(); i++) {
      if (i > 0) {
        text.append(' ');
      }
      text.append('r').append(inputs() + i).append('=');
      text.append(
          switch (instructions.get(i)) {
            case Instruction.Unary u -> lower(u.f()) + "(r" + u.a() + ")";
            case Instruction.Binary b -> lower(b.f()) + "(r" + b.a() + ",r" + b.b() + ")";
            case Instruction.Select s -> "select(r" + s.condition() + ",r" + s.a() + ",r" + s.b() + ")";
          });
    }
    return text.toString();
  }

  /** The names of its operations, such as {@code add+relu}. */
  public String label() {
    String suffix = sums.isEmpty() ? "" : sums.size() == 1 ? ", sum" : ", " + sums.size() + " sums";
    if (instructions.size() > 4) {
      return "elementwise(" + instructions.size() + " ops" + suffix + ")";
    }
    StringBuilder text = new StringBuilder();
    for (Instruction instruction : instructions) {
      text.append(text.isEmpty() ? "" : "+");
      text.append(
          switch (instruction) {
            case Instruction.Unary u -> lower(u.f());
            case Instruction.Binary b -> lower(b.f());
            case Instruction.Select _ -> "select";
          });
    }
    return text.append(suffix).toString();
  }

  private static String lower(Enum<?> f) {
    return f.name().toLowerCase(java.util.Locale.ROOT);
  }
}
