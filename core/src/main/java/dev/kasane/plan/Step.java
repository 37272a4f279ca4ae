package dev.kasane.plan;

import dev.kasane.graph.Op;
import dev.kasane.graph.Window2d;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One thing to do: read operands, write operands. */
public sealed interface Step {

  /** How the work of a step may be divided. */
  enum Split {
    /** Any range of samples is independent of the others. */
    BATCH,
    /** A range of samples adds its share to the partial result of its piece. */
    PARTIAL,
    /** Not along the batch; the backend may divide the output instead. */
    GLOBAL
  }

  /** What it reads. */
  List<Operand> inputs();

  /** What it writes. */
  List<Operand> outputs();

  /** How it may be divided. */
  Split split();

  /** Where it came from, such as a layer's name. */
  String scope();

  /** Its name for people. */
  String label();

  /** Floating-point operations of one run, all samples together; an estimate for element functions. */
  long flops();

  /**
   * A primitive. Operands are the node's, but for {@code Conv2dInputGrad}, whose kernel comes transposed to {@code (kh,
   * kw, f, c / groups)} unless it is depthwise. In Winograd's form ({@code winograd}), the operands are what is
   * convolved and the transformed kernel, {@code (36, c, f)}.
   */
  record Primitive(
      Op op, List<Operand> inputs, Operand output, Split split, String scope, long flops, boolean winograd)
      implements Step {

    /** One that is not in Winograd's form. */
    public Primitive(Op op, List<Operand> inputs, Operand output, Split split, String scope, long flops) {
      this(op, inputs, output, split, scope, flops, false);
    }

    @Override
    public List<Operand> outputs() {
      return List.of(output);
    }

    @Override
    public String label() {
      return op.label();
    }
  }

  /**
   * A group of element-wise operations over one index range.
   *
   * @param layout how the values lie that are computed
   * @param outputs those that are stored, then the sums of rows, one for each piece of the batch
   */
  record Elementwise(
      ElementwiseProgram program,
      Layout layout,
      List<Operand> inputs,
      List<Operand> outputs,
      Split split,
      String scope,
      long flops)
      implements Step {
    @Override
    public String label() {
      return program.label();
    }
  }

  /**
   * A product of the whole batch and the only step that reads it, element by element, such as a weight's update: a range
   * of rows of both after the other.
   */
  record ProductThen(Primitive product, Elementwise after) implements Step {
    @Override
    public List<Operand> inputs() {
      Stream<Operand> others = after.inputs.stream().filter(input -> !input.equals(product.output));
      return Stream.concat(product.inputs.stream(), others).toList();
    }

    @Override
    public List<Operand> outputs() {
      return Stream.concat(after.outputs.stream(), Stream.of(product.output)).toList();
    }

    @Override
    public Split split() {
      return Split.GLOBAL;
    }

    @Override
    public String scope() {
      return product.scope;
    }

    @Override
    public String label() {
      return product.label() + "+" + after.label();
    }

    @Override
    public long flops() {
      return product.flops + after.flops;
    }
  }

  /**
   * The cross entropy of a softmax, row by row over the last axis: {@code l = Σ t · ln p} or its negative, p =
   * softmax(z), and {@code dz = share · t − p · Σ (share · t)}.
   *
   * @param inputs z {@code (..., classes)}; t of the same shape, or class numbers {@code (...)} of which those outside
   *     0 to classes − 1 make a row of zeros; with a gradient, the share: one number, or {@code (..., 1)}
   * @param outputs l {@code (...)}, dz, p; the last two if they are wanted
   * @param indices whether targets are class numbers
   * @param negated whether l is the negative
   * @param gradient whether dz is wanted
   * @param probabilities whether p is wanted
   */
  record CrossEntropy(
      List<Operand> inputs, List<Operand> outputs, boolean indices, boolean negated, boolean gradient,
      boolean probabilities, Split split, String scope, long flops)
      implements Step {
    @Override
    public String label() {
      return gradient ? "crossEntropy+grad" : "crossEntropy";
    }
  }

  /**
   * The sum of the rows of a value, and the sum of their squared deviations from their mean, each for each piece of the
   * batch by itself.
   *
   * @param deviation two rows: the squared deviations, and what rounding left of the sums
   */
  record Moments(Operand input, Operand sum, Operand deviation, String scope) implements Step {
    @Override
    public List<Operand> inputs() {
      return List.of(input);
    }

    @Override
    public List<Operand> outputs() {
      return List.of(sum, deviation);
    }

    @Override
    public Split split() {
      return Split.PARTIAL;
    }

    @Override
    public String label() {
      return "moments";
    }

    @Override
    public long flops() {
      return 4L * input.shape().size();
    }
  }

  /**
   * The squared deviations of all pieces from the mean of all.
   *
   * @param rows rows of the whole batch, those of each sample together
   */
  record CombineDeviation(Operand sum, Operand deviation, Operand output, int rows, String scope) implements Step {
    @Override
    public List<Operand> inputs() {
      return List.of(sum, deviation);
    }

    @Override
    public List<Operand> outputs() {
      return List.of(output);
    }

    @Override
    public Split split() {
      return Split.GLOBAL;
    }

    @Override
    public String label() {
      return "combineDeviation";
    }

    @Override
    public long flops() {
      return output.layout().size();
    }
  }

  /** A step outside the batch with one input and one output. */
  sealed interface Transfer extends Step {
    /** What it reads. */
    Operand input();

    /** What it writes. */
    Operand output();

    @Override
    default List<Operand> inputs() {
      return List.of(input());
    }

    @Override
    default List<Operand> outputs() {
      return List.of(output());
    }

    @Override
    default Split split() {
      return Split.GLOBAL;
    }
  }

  /** The sum over the pieces of a partial value, in the order of the pieces. */
  record Combine(Operand input, Operand output, String scope) implements Transfer {
    @Override
    public String label() {
      return "combine";
    }

    @Override
    public long flops() {
      return output.layout().size();
    }
  }

  /** The value of an update into its variable, or a variable's old value to where it is kept. */
  record Copy(Operand input, Operand output, String scope) implements Transfer {
    @Override
    public String label() {
      return "copy";
    }

    @Override
    public long flops() {
      return 0;
    }
  }

  /**
   * Max pooling that also writes places: for each output, the number of the largest element within its window, row by
   * row; −1 for a window wholly in the padding. What reads them needs the input no more.
   *
   * @param places lies as the output does
   */
  record ArgmaxPool(
      Window2d window, Operand input, Operand output, Operand places, Split split, String scope, long flops)
      implements Step {
    @Override
    public List<Operand> inputs() {
      return List.of(input);
    }

    @Override
    public List<Operand> outputs() {
      return List.of(output, places);
    }

    @Override
    public String label() {
      return "argmaxPool2d";
    }
  }

  /** The way back of {@link ArgmaxPool}: each number of the gradient goes to its place, the others are zeros. */
  record Unpool(
      Window2d window, Operand places, Operand gradient, Operand output, Split split, String scope, long flops)
      implements Step {
    @Override
    public List<Operand> inputs() {
      return List.of(places, gradient);
    }

    @Override
    public List<Operand> outputs() {
      return List.of(output);
    }

    @Override
    public String label() {
      return "unpool2d";
    }
  }

  /**
   * Steps of a walk over the batch that take a few samples from end to end before the next.
   *
   * @param inputs what it reads from outside
   * @param outputs what others read
   * @param rows how many samples at a time
   * @param innerFloats memory for what passes between its steps, for so many samples
   */
  record Chain(List<Step> steps, List<Operand> inputs, List<Operand> outputs, int rows, int innerFloats)
      implements Step {
    @Override
    public Split split() {
      return Split.BATCH;
    }

    @Override
    public String scope() {
      return steps.getFirst().scope();
    }

    @Override
    public String label() {
      return steps.stream().map(Step::label).collect(Collectors.joining(" + "));
    }

    @Override
    public long flops() {
      return steps.stream().mapToLong(Step::flops).sum();
    }
  }

  /**
   * A kernel {@code (3, 3, c, f)} as Winograd's form wants it, {@code (36, c, f)}.
   *
   * @param backwards whether the kernel is read from its last tap to its first, as the input's gradient does
   */
  record WinogradKernel(Operand input, Operand output, boolean backwards, String scope) implements Transfer {
    @Override
    public String label() {
      return "winogradKernel";
    }

    @Override
    public long flops() {
      return 0;
    }
  }
}
