package dev.kasane.explain;

import dev.kasane.graph.BinaryFunction;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.ReduceFunction;
import dev.kasane.graph.UnaryFunction;
import dev.kasane.tensor.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Says how numbers of a graph were made, activations and derivatives alike, since derivatives are nodes too. Numbers
 * that were only moved (reshaped, sliced, broadcast) are followed to where they were made, and sums within sums become
 * one: a convolution with its bias is one sum of products.
 */
public final class Explainer {

  /** Explanations with more arguments than this have none of them explained in turn. */
  private static final int FEW = 6;

  /** Beyond this many terms, sums within a sum stay numbers of their own. */
  private static final int MANY = 100_000;

  private final Predicate<Node> known;
  private final Origin origin;
  private final WindowTerms windows;

  /**
   * An explainer of one run.
   *
   * @param values what it has computed
   * @param known nodes that people know by name, such as the outputs of layers; explanations end there
   */
  public Explainer(Values values, Predicate<Node> known) {
    this.known = known;
    this.origin = new Origin(values, known);
    this.windows = new WindowTerms(origin);
  }

  /**
   * How a number was made.
   *
   * @param index position in the node's value, row-major
   * @throws IllegalArgumentException if there is no such position
   */
  public Explanation explain(Node node, int index) {
    if (index < 0 || index >= node.shape().size()) {
      throw new IllegalArgumentException("A value of shape " + node.shape() + " has positions 0 to "
          + (node.shape().size() - 1) + ", received " + index);
    }
    Cell cell = origin.cell(node, index);
    Cell moved = origin.step(cell);
    if (moved == cell) {
      return make(cell);
    }
    Cell from = origin.follow(moved);
    return known.test(from.node())
        ? new Explanation.Sum(cell, List.of(Term.of(from)))
        : renamed(make(from), cell);
  }

  /**
   * How a number was made, and how the numbers inside its layer were made that it was made of: first the number itself,
   * then each after the one that uses it.
   *
   * @param limit explanations at most
   */
  public List<Explanation> steps(Node node, int index, int limit) {
    List<Explanation> steps = new ArrayList<>();
    Set<Cell> seen = new HashSet<>();
    ArrayDeque<Explanation> open = new ArrayDeque<>(List.of(explain(node, index)));
    while (!open.isEmpty() && steps.size() < limit) {
      Explanation step = open.removeFirst();
      steps.add(step);
      if (step.arguments().size() > FEW) {
        continue;
      }
      for (Cell argument : step.arguments()) {
        if (inner(argument.node()) && seen.add(argument)) {
          open.addLast(make(argument));
        }
      }
    }
    return List.copyOf(steps);
  }

  private boolean inner(Node node) {
    return !(node.op() instanceof Op.Leaf) && !known.test(node);
  }

  /** Moved numbers keep the name by which they were asked for. */
  private static Explanation renamed(Explanation made, Cell cell) {
    return switch (made) {
      case Explanation.Given given -> given.cell().equals(cell) ? given
          : new Explanation.Sum(cell, List.of(Term.of(given.cell())));
      case Explanation.Sum sum -> new Explanation.Sum(cell, sum.terms());
      case Explanation.Largest largest -> new Explanation.Largest(cell, largest.arguments(), largest.winner());
      case Explanation.Function f -> new Explanation.Function(cell, f.formula(), f.arguments(), f.exact());
      case Explanation.Softmax softmax ->
          new Explanation.Softmax(cell, softmax.arguments(), softmax.position(), softmax.logarithm());
    };
  }

  private Explanation make(Cell cell) {
    Node node = cell.node();
    int[] at = cell.coordinates();
    return switch (node.op()) {
      case Op.Unary(UnaryFunction f) when f != UnaryFunction.NEG -> {
        Cell a = argument(node.input(0), at);
        yield new Explanation.Function(cell, Formulas.text(f), List.of(a), Formulas.value(f, a.value()));
      }
      case Op.Binary(BinaryFunction f) when !linear(f) -> {
        Cell a = argument(node.input(0), at);
        Cell b = argument(node.input(1), at);
        yield new Explanation.Function(
            cell, Formulas.text(f), List.of(a, b), Formulas.value(f, a.value(), b.value()));
      }
      case Op.Select _ -> {
        List<Cell> abc = node.inputs().stream().map(input -> argument(input, at)).toList();
        double exact = abc.get(abc.getFirst().value() != 0 ? 1 : 2).value();
        yield new Explanation.Function(cell, "a ≠ 0 ? b : c", abc, exact);
      }
      case Op.Softmax _ -> new Explanation.Softmax(cell, row(node, cell), at[at.length - 1], false);
      case Op.LogSoftmax _ -> new Explanation.Softmax(cell, row(node, cell), at[at.length - 1], true);
      case Op.MaxPool2d pool ->
          largest(cell, windows.window(node.input(0), pool.window(), at[0], at[1], at[2], at[3]));
      case Op.Reduce reduce when reduce.function() == ReduceFunction.MAX -> largest(cell, reduced(node, reduce, at));
      case Op.OneHot _ -> {
        Cell a = origin.follow(origin.cell(node.input(0), cell.index() / node.shape().last()));
        int place = at[at.length - 1];
        yield new Explanation.Function(cell, "a = " + place + " ? 1 : 0", List.of(a), a.value() == place ? 1 : 0);
      }
      case Op.ArgMax _ -> {
        int width = node.input(0).shape().last();
        List<Cell> all = new ArrayList<>();
        for (int i = 0; i < width; i++) {
          all.add(origin.cell(node.input(0), cell.index() * width + i));
        }
        yield new Explanation.Function(cell, "argmax", all, WindowTerms.winner(all));
      }
      default -> {
        List<Term> terms = new ArrayList<>();
        yield addTerms(cell, 1, terms) ? new Explanation.Sum(cell, terms) : new Explanation.Given(cell);
      }
    };
  }

  private static boolean linear(BinaryFunction f) {
    return f == BinaryFunction.ADD || f == BinaryFunction.SUB || f == BinaryFunction.MUL;
  }

  /** An argument of an element-wise operation, followed to where it was made. */
  private Cell argument(Node input, int[] at) {
    return origin.follow(origin.broadcast(input, at));
  }

  private static Explanation largest(Cell cell, List<Cell> cells) {
    return cells.isEmpty() ? new Explanation.Given(cell)
        : new Explanation.Largest(cell, cells, WindowTerms.winner(cells));
  }

  private List<Cell> row(Node node, Cell cell) {
    int width = node.shape().last();
    int first = cell.index() / width * width;
    List<Cell> cells = new ArrayList<>(width);
    for (int i = 0; i < width; i++) {
      cells.add(origin.follow(origin.cell(node.input(0), first + i)));
    }
    return cells;
  }

  /** Adds what a number is the sum of; false if it is no sum. */
  private boolean addTerms(Cell cell, double weight, List<Term> terms) {
    Node node = cell.node();
    int[] at = cell.coordinates();
    switch (node.op()) {
      case Op.Unary(UnaryFunction f) when f == UnaryFunction.NEG ->
          addPart(argument(node.input(0), at), -weight, terms);
      case Op.Binary(BinaryFunction f) when linear(f) -> {
        Cell a = argument(node.input(0), at);
        Cell b = argument(node.input(1), at);
        if (f == BinaryFunction.MUL) {
          terms.add(Term.of(a, b).times(weight));
        } else {
          addPart(a, weight, terms);
          addPart(b, f == BinaryFunction.SUB ? -weight : weight, terms);
        }
      }
      case Op.MatMul matMul -> add(product(node, matMul, at), weight, terms);
      case Op.Conv2d conv -> add(windows.conv(node, conv, at), weight, terms);
      case Op.Conv2dInputGrad grad -> add(windows.convInputGrad(node, grad, at), weight, terms);
      case Op.Conv2dKernelGrad grad -> add(windows.convKernelGrad(node, grad, at), weight, terms);
      case Op.MaxPool2dGrad grad -> add(windows.maxPoolGrad(node, grad, at), weight, terms);
      case Op.AvgPool2d pool -> add(windows.avgPool(node, pool, at), weight, terms);
      case Op.AvgPool2dGrad grad -> add(windows.avgPoolGrad(node, grad, at), weight, terms);
      case Op.Reduce reduce when reduce.function() == ReduceFunction.SUM ->
          add(reduced(node, reduce, at).stream().map(Term::of).toList(), weight, terms);
      case Op.ScatterAdd _ -> add(scattered(node, cell.index()), weight, terms);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** A part of a sum: the sum it is itself, if it is one inside the layer, or else one number. */
  private void addPart(Cell cell, double weight, List<Term> terms) {
    boolean inside = inner(cell.node()) && terms.size() < MANY;
    if (!inside || !addTerms(cell, weight, terms)) {
      terms.add(Term.of(cell).times(weight));
    }
  }

  private void add(List<Term> more, double weight, List<Term> terms) {
    for (Term term : more) {
      List<Cell> followed = term.factors().stream().map(origin::follow).toList();
      terms.add(new Term(term.weight() * weight, followed));
    }
  }

  /** y[..., i, j] = Σ a[..., i, k] b[..., k, j], either stored transposed. */
  private List<Term> product(Node y, Op.MatMul op, int[] at) {
    Node a = y.input(0);
    Node b = y.input(1);
    int rank = at.length;
    int inner = a.shape().dim(op.transposeA() ? rank - 2 : rank - 1);
    int[] left = at.clone();
    int[] right = at.clone();
    List<Term> terms = new ArrayList<>(inner);
    for (int k = 0; k < inner; k++) {
      left[rank - 2] = op.transposeA() ? k : at[rank - 2];
      left[rank - 1] = op.transposeA() ? at[rank - 2] : k;
      right[rank - 2] = op.transposeB() ? at[rank - 1] : k;
      right[rank - 1] = op.transposeB() ? k : at[rank - 1];
      terms.add(Term.of(
          origin.cell(a, Cell.index(a.shape(), left)), origin.cell(b, Cell.index(b.shape(), right))));
    }
    return terms;
  }

  /** The elements that a reduction combines into one. */
  private List<Cell> reduced(Node y, Op.Reduce reduce, int[] at) {
    Node x = y.input(0);
    Shape shape = x.shape();
    int[] from = new int[shape.rank()];
    int count = 1;
    for (int axis = 0, kept = 0; axis < from.length; axis++) {
      boolean gone = reduce.axes().contains(axis);
      from[axis] = gone ? 0 : at[kept];
      kept += gone && !reduce.keepDims() ? 0 : 1;
      count *= gone ? shape.dim(axis) : 1;
    }
    List<Cell> cells = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int rest = i;
      for (int axis : reduce.axes().reversed()) {
        from[axis] = rest % shape.dim(axis);
        rest /= shape.dim(axis);
      }
      cells.add(origin.follow(origin.cell(x, Cell.index(shape, from))));
    }
    return cells;
  }

  private List<Term> scattered(Node table, int index) {
    Node indices = table.input(0);
    Node dy = table.input(1);
    int width = table.shape().size() / table.shape().dim(0);
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < indices.shape().size(); i++) {
      if (origin.cell(indices, i).value() == index / width) {
        terms.add(Term.of(origin.cell(dy, i * width + index % width)));
      }
    }
    return terms;
  }
}
