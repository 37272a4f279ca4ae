package dev.kasane.explain;

import java.util.ArrayList;
import java.util.List;

/** How one number was made from others. */
public sealed interface Explanation {

  /** The number, as computed. */
  Cell cell();

  /** The same from the same arguments in double precision. */
  double exact();

  /** The numbers it was made from, in order. */
  List<Cell> arguments();

  /** Not computed from others: an input, a weight, a constant, a random number. */
  record Given(Cell cell) implements Explanation {

    @Override
    public double exact() {
      return cell.value();
    }

    @Override
    public List<Cell> arguments() {
      return List.of();
    }
  }

  /** A sum of products; 0 if there are none. */
  record Sum(Cell cell, List<Term> terms) implements Explanation {

    /** Keeps a copy of the list. */
    public Sum {
      terms = List.copyOf(terms);
    }

    @Override
    public double exact() {
      double sum = 0;
      for (Term term : terms) {
        sum += term.value();
      }
      return sum;
    }

    /** The sum of the terms' sizes: what rounding errors are measured by. */
    public double size() {
      double sum = 0;
      for (Term term : terms) {
        sum += Math.abs(term.value());
      }
      return sum;
    }

    @Override
    public List<Cell> arguments() {
      List<Cell> all = new ArrayList<>();
      terms.forEach(term -> all.addAll(term.factors()));
      return all;
    }
  }

  /** The largest of some numbers: pooling. {@code winner} is the first of equals. */
  record Largest(Cell cell, List<Cell> arguments, int winner) implements Explanation {

    /** Keeps a copy of the list. */
    public Largest {
      arguments = List.copyOf(arguments);
    }

    @Override
    public double exact() {
      return arguments.get(winner).value();
    }
  }

  /**
   * A function of one, two or three numbers.
   *
   * @param formula in which a, b and c stand for the arguments, such as {@code max(0, a)}
   */
  record Function(Cell cell, String formula, List<Cell> arguments, double exact) implements Explanation {

    /** Keeps a copy of the list. */
    public Function {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * An element of a softmax or of its logarithm.
   *
   * @param arguments all elements of the row
   * @param position which of them this number belongs to
   * @param logarithm whether it is the logarithm
   */
  record Softmax(Cell cell, List<Cell> arguments, int position, boolean logarithm) implements Explanation {

    /** Keeps a copy of the list. */
    public Softmax {
      arguments = List.copyOf(arguments);
    }

    /** The largest of the row, which is subtracted before e is raised. */
    public double largest() {
      return arguments.stream().mapToDouble(Cell::value).max().orElse(0);
    }

    /** Σ exp(x − largest). */
    public double denominator() {
      double largest = largest();
      return arguments.stream().mapToDouble(cell -> Math.exp(cell.value() - largest)).sum();
    }

    @Override
    public double exact() {
      double shifted = arguments.get(position).value() - largest();
      return logarithm ? shifted - Math.log(denominator()) : Math.exp(shifted) / denominator();
    }
  }
}
