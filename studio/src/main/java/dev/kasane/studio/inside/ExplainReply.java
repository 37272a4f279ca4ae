package dev.kasane.studio.inside;

import dev.kasane.explain.Cell;
import dev.kasane.explain.Explanation;
import dev.kasane.explain.Term;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.train.Inspector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a number was made, as a page reads it.
 *
 * @param step steps the weights had been trained
 * @param steps the number itself, then what inside its layer it was made from
 */
record ExplainReply(long step, List<Step> steps) {

  /** Terms and arguments that are sent; the rest is summed up. */
  static final int MOST = 600;

  private static final int STEPS = 16;

  /**
   * A number.
   *
   * @param kind input, target, weight, state, constant, random, value, gradient, weightGradient, loss or inner
   * @param name of the layer or weight; of the operation, for inner ones
   * @param at coordinates, of a value or gradient without those of the sample
   * @param from position of the step that explains it; −1 for none
   */
  record Number(int node, int index, float value, String kind, String name, int[] at, int from) {}

  /** A product in a sum. */
  record Product(double weight, List<Number> factors, double value) {}

  /**
   * How one number was made.
   *
   * @param rule given, sum, largest, function or softmax
   * @param exact the number from the same arguments in double precision
   * @param formula of a function
   * @param terms of a sum
   * @param arguments of the others
   * @param left terms or arguments that are not sent
   * @param leftSum what those terms add up to
   * @param winner the largest of the arguments; of a softmax, the argument the number belongs to
   * @param largest of a softmax's arguments
   * @param denominator of a softmax
   */
  record Step(
      Number number,
      String rule,
      double exact,
      String formula,
      List<Product> terms,
      List<Number> arguments,
      int left,
      double leftSum,
      int winner,
      double largest,
      double denominator) {}

  static ExplainReply of(Look look, Node node, int index) {
    return new Writer(look.inspector()).write(look.moment().weights().step(), node, index);
  }

  private record Name(String kind, String name) {}

  private static final class Writer {

    private final Inspector inspector;
    private final Map<Node, Name> names = new HashMap<>();
    private final Map<Cell, Integer> explained = new HashMap<>();

    Writer(Inspector inspector) {
      this.inspector = inspector;
      for (Inspector.Point point : inspector.points()) {
        name(point.node(), point.layer() == null ? "input" : "value", point.name());
        name(point.gradient(), "gradient", point.name());
      }
      for (Inspector.Weight weight : inspector.weights()) {
        name(weight.node(), weight.gradient() == null ? "state" : "weight", weight.path());
        name(weight.gradient(), "weightGradient", weight.path());
      }
      name(inspector.graph().outputs().get("loss"), "loss", "");
    }

    private void name(@Nullable Node node, String kind, String name) {
      if (node != null) {
        names.putIfAbsent(node, new Name(kind, name));
      }
    }

    ExplainReply write(long trained, Node node, int index) {
      List<Explanation> steps = inspector.explainer().steps(node, index, STEPS);
      for (int i = 0; i < steps.size(); i++) {
        explained.putIfAbsent(steps.get(i).cell(), i);
      }
      List<Step> written = new ArrayList<>();
      for (int i = 0; i < steps.size(); i++) {
        written.add(step(steps.get(i), i));
      }
      return new ExplainReply(trained, written);
    }

    private Step step(Explanation step, int position) {
      Number number = number(step.cell(), position);
      double exact = step.exact();
      return switch (step) {
        case Explanation.Given _ ->
            new Step(number, "given", exact, "", List.of(), List.of(), 0, 0, -1, 0, 0);
        case Explanation.Sum sum -> {
          int sent = Math.min(sum.terms().size(), MOST);
          double rest = sum.terms().stream().skip(sent).mapToDouble(Term::value).sum();
          yield new Step(number, "sum", exact, "", sum.terms().stream().limit(sent)
              .map(term -> new Product(term.weight(), numbers(term.factors(), position), term.value())).toList(),
              List.of(), sum.terms().size() - sent, rest, -1, 0, 0);
        }
        case Explanation.Largest largest -> new Step(number, "largest", exact, "", List.of(),
            numbers(largest.arguments(), position), left(step), 0, largest.winner(), 0, 0);
        case Explanation.Function f -> new Step(number, "function", exact, f.formula(), List.of(),
            numbers(f.arguments(), position), left(step), 0, -1, 0, 0);
        case Explanation.Softmax softmax -> new Step(number, "softmax", exact, softmax.logarithm() ? "ln" : "",
            List.of(), numbers(softmax.arguments(), position), left(step), 0, softmax.position(), softmax.largest(),
            softmax.denominator());
      };
    }

    private static int left(Explanation step) {
      return Math.max(0, step.arguments().size() - MOST);
    }

    private List<Number> numbers(List<Cell> cells, int step) {
      return cells.stream().limit(MOST).map(cell -> number(cell, step)).toList();
    }

    private Number number(Cell cell, int step) {
      Node node = cell.node();
      Name name = names.get(node);
      if (name == null) {
        name = switch (node.op()) {
          case Op.Constant _ -> new Name("constant", "");
          case Op.RandomUniform _ -> new Name("random", node.scope());
          case Op.Input input -> new Name("target", input.name());
          default -> new Name("inner", node.op().label());
        };
      }
      boolean sample = switch (name.kind()) {
        case "input", "value", "gradient" -> true;
        default -> false;
      };
      int[] at = cell.coordinates();
      int from = explained.getOrDefault(cell, -1);
      return new Number(node.id(), cell.index(), cell.value(), name.kind(), name.name(),
          sample && at.length > 0 ? java.util.Arrays.copyOfRange(at, 1, at.length) : at, from == step ? -1 : from);
    }
  }
}
