package dev.kasane.backend.cpu.codegen;

import dev.kasane.graph.BinaryFunction;
import dev.kasane.graph.UnaryFunction;
import dev.kasane.plan.ElementwiseProgram.Instruction;
import java.util.List;
import java.util.Optional;

/**
 * Writes the instructions of an element-wise program as operations on vectors in local variables: the body of a loop,
 * or what is done to the tile of a contraction before it is stored.
 */
final class ElementwiseEmitter {

  private ElementwiseEmitter() {}

  /** Why there is no generated form of these instructions; empty if there is one. */
  static Optional<String> obstacle(List<Instruction> instructions) {
    return instructions.stream().flatMap(i -> missing(i).stream()).findFirst();
  }

  private static Optional<String> missing(Instruction instruction) {
    return switch (instruction) {
      case Instruction.Unary(UnaryFunction f, int _) when f == UnaryFunction.SIN || f == UnaryFunction.COS ->
          Optional.of(f == UnaryFunction.SIN ? "sin has no generated form" : "cos has no generated form");
      case Instruction.Binary(BinaryFunction f, int _, int _) when f == BinaryFunction.POW ->
          Optional.of("pow has no generated form");
      case Instruction.Unary _, Instruction.Binary _, Instruction.Select _ -> Optional.empty();
    };
  }

  /** About how many vector instructions these are, constants not counted. */
  static int weight(List<Instruction> instructions) {
    return instructions.stream().mapToInt(ElementwiseEmitter::weight).sum();
  }

  /** About how many vector instructions the longest chain has of which each needs the one before. */
  static int depth(int inputs, List<Instruction> instructions) {
    int[] depth = new int[inputs + instructions.size()];
    int deepest = 0;
    for (int i = 0; i < instructions.size(); i++) {
      int below = instructions.get(i).reads().stream().mapToInt(r -> depth[r]).max().orElse(0);
      depth[inputs + i] = below + weight(instructions.get(i));
      deepest = Math.max(deepest, depth[inputs + i]);
    }
    return deepest;
  }

  private static int weight(Instruction instruction) {
    return switch (instruction) {
      case Instruction.Unary(UnaryFunction f, int _) ->
          switch (f) {
            case NEG, ABS, SQUARE, SQRT, RECIPROCAL -> 1;
            case RELU -> 2;
            case SIGN -> 4;
            case EXP -> 23;
            case SIGMOID -> 26;
            case TANH -> 25;
            case LOG -> 32;
            case ERF -> 40;
            case SOFTPLUS -> 38;
            case SIN, COS -> 30;
          };
      case Instruction.Binary(BinaryFunction f, int _, int _) ->
          switch (f) {
            case ADD, SUB, MUL, DIV, MAX, MIN -> 1;
            case GREATER, GREATER_EQUAL, EQUAL, POW -> 2;
          };
      case Instruction.Select _ -> 2;
    };
  }

  /**
   * Writes instructions.
   *
   * @param local for each register of the program the local variable that holds its vector: those of inputs are given,
   *     those of the instructions, in order after the inputs, are filled in
   */
  static void emit(VectorCode to, List<Instruction> instructions, int[] local) {
    emit(new LaneMath(to), instructions, local);
  }

  /** The same with variables that may be used again. */
  static void emit(LaneMath math, List<Instruction> instructions, int[] local) {
    LaneFunctions functions = new LaneFunctions(math);
    int result = local.length - instructions.size();
    for (Instruction instruction : instructions) {
      local[result++] =
          math.keep(
              switch (instruction) {
                case Instruction.Unary(UnaryFunction f, int x) -> unary(math, functions, f, local[x]);
                case Instruction.Binary(BinaryFunction f, int a, int b) -> binary(math, f, local[a], local[b]);
                case Instruction.Select(int condition, int a, int b) ->
                    math.blend(local[b], local[a], math.compare("NE", local[condition], math.zero()));
              });
    }
  }

  private static int unary(LaneMath math, LaneFunctions functions, UnaryFunction f, int x) {
    return switch (f) {
      case NEG -> math.neg(x);
      case ABS -> math.abs(x);
      case SIGN -> functions.sign(x);
      case SQUARE -> math.mul(x, x);
      case SQRT -> math.sqrt(x);
      case RECIPROCAL -> math.div(math.all(1), x);
      case EXP -> functions.exp(x);
      case LOG -> functions.log(x);
      case SOFTPLUS -> functions.softplus(x);
      case SIGMOID -> functions.sigmoid(x);
      case TANH -> functions.tanh(x);
      case RELU -> functions.relu(x);
      case ERF -> functions.erf(x);
      case SIN, COS -> throw new IllegalArgumentException(f + " has no generated form");
    };
  }

  private static int binary(LaneMath math, BinaryFunction f, int a, int b) {
    return switch (f) {
      case ADD -> math.add(a, b);
      case SUB -> math.sub(a, b);
      case MUL -> math.mul(a, b);
      case DIV -> math.div(a, b);
      case MAX -> math.max(a, b);
      case MIN -> math.min(a, b);
      case GREATER -> oneWhere(math, "GT", a, b);
      case GREATER_EQUAL -> oneWhere(math, "GE", a, b);
      case EQUAL -> oneWhere(math, "EQ", a, b);
      case POW -> throw new IllegalArgumentException(f + " has no generated form");
    };
  }

  private static int oneWhere(LaneMath math, String op, int a, int b) {
    return math.blend(math.zero(), math.all(1), math.compare(op, a, b));
  }
}
