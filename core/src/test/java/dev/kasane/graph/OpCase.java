package dev.kasane.graph;

import dev.kasane.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One row of the {@link OpTable}: an operation at certain sizes, with values that suit it.
 *
 * @param name unique in the table
 * @param args what it is applied to
 * @param builder adds it to a graph
 * @param tolerance how far a {@code float} backend may be from the reference, relative to the size of the numbers
 * @param derivative what can be said about its derivative at these values
 */
public record OpCase(String name, List<Arg> args, Builder builder, double tolerance, Derivative derivative) {

  /** What can be said about the derivative. */
  public enum Derivative {
    /** It agrees with finite differences, and can be differentiated again. */
    TWICE,
    /** It agrees with finite differences; differentiating again is refused. */
    ONCE,
    /** It is a convention: the values sit on a kink or a jump, where finite differences say something else. */
    CONVENTION,
    /** There is none: asking for it is refused. */
    REFUSED
  }

  /** Adds nodes to the graph of its inputs. */
  @FunctionalInterface
  public interface Builder {
    /** The result; {@code graph} is handed over for operations without inputs. */
    Node build(Graph graph, List<Node> in);
  }

  /**
   * An input.
   *
   * @param batch whether axis 0 can be taken for a batch of independent samples
   */
  public record Arg(Shape shape, Values values, boolean batch) {

    /** The same, its first axis taken for a batch. */
    public Arg asBatch() {
      return new Arg(shape, values, true);
    }
  }

  /** How the numbers of an input are drawn. All are exact in {@code float}. */
  public enum Values {
    /** Between −2 and 2. */
    ANY,
    /** Between −6 and 6: where saturating functions saturate. */
    WIDE,
    /** Between 0.25 and 3. */
    POSITIVE,
    /** Between 0.25 and 2, of either sign. */
    NOT_ZERO,
    /** Multiples of 0.5: equal ones occur. */
    STEPS,
    /** Multiples of 0.5, plus 0.25: never equal to a {@link #STEPS}. */
    BETWEEN_STEPS,
    /** All different, at least 1/16 apart, shuffled. */
    DISTINCT,
    /** Whole numbers from −1 to 5: indices of a table of five rows, some outside. */
    INDEX,
    /** 0, 1 or −2: conditions. */
    CONDITION;

    /** Whether one can differentiate by such an input. */
    public boolean smooth() {
      return this != INDEX && this != CONDITION;
    }

    float[] draw(int count, SplittableRandom random) {
      float[] drawn = new float[count];
      for (int i = 0; i < count; i++) {
        drawn[i] = (float) switch (this) {
          case ANY -> random.nextDouble(-2, 2);
          case WIDE -> random.nextDouble(-6, 6);
          case POSITIVE -> random.nextDouble(0.25, 3);
          case NOT_ZERO -> random.nextDouble(0.25, 2) * (random.nextBoolean() ? 1 : -1);
          case STEPS -> 0.5 * random.nextInt(-3, 4);
          case BETWEEN_STEPS -> 0.5 * random.nextInt(-3, 4) + 0.25;
          case DISTINCT -> (i - count / 2) / 16.0;
          case INDEX -> random.nextInt(-1, 6);
          case CONDITION -> random.nextInt(3) == 0 ? -2 : random.nextInt(2);
        };
      }
      if (this == DISTINCT) {
        shuffle(drawn, random);
      }
      return drawn;
    }

    private static void shuffle(float[] values, SplittableRandom random) {
      for (int i = values.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        float swapped = values[i];
        values[i] = values[j];
        values[j] = swapped;
      }
    }
  }

  /** The values of each input: the same every time, others for each case. */
  public List<float[]> draw() {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    return args.stream().map(arg -> arg.values().draw(arg.shape().size(), random.split())).toList();
  }

  /** Adds inputs {@code x0, x1, ...} to a graph. */
  public List<Node> inputs(Graph graph) {
    List<Node> in = new ArrayList<>();
    for (Arg arg : args) {
      in.add(graph.input("x" + in.size(), arg.shape()));
    }
    return in;
  }

  @Override
  public String toString() {
    return name;
  }
}
