package dev.kasane.plan;

import dev.kasane.graph.Op;
import dev.kasane.plan.ElementwiseProgram.Access;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Joins a product of the whole batch with the element-wise step that alone reads it, usually a weight's gradient with
 * the weight's update: each part of the product is used while it is in the cache, and the threads meet once instead of
 * twice.
 */
final class JoinProducts {

  private final List<Step> steps;

  /** For each step those that come before it. */
  private final List<Set<Integer>> before = new ArrayList<>();

  private JoinProducts(List<Step> steps, List<List<Integer>> before) {
    this.steps = steps;
    before.forEach(earlier -> this.before.add(new HashSet<>(earlier)));
  }

  /**
   * Replaces steps in a list.
   *
   * @param before for each step the steps that must come before it
   * @param outputs what must be found after a run
   * @return the same for the steps that are left
   */
  static List<List<Integer>> join(List<Step> steps, List<List<Integer>> before, Collection<Operand> outputs) {
    JoinProducts pass = new JoinProducts(steps, before);
    Map<Buffer, List<Integer>> readers = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      for (Operand input : steps.get(i).inputs()) {
        readers.computeIfAbsent(input.buffer(), key -> new ArrayList<>()).add(i);
      }
    }
    outputs.forEach(output -> readers.put(output.buffer(), List.of()));
    boolean[] gone = new boolean[steps.size()];
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.Primitive product && product.op() instanceof Op.MatMul) {
        List<Integer> reader = readers.getOrDefault(product.output().buffer(), List.of());
        gone[i] = reader.size() == 1 && pass.tryJoin(i, product, reader.getFirst());
      }
    }
    return pass.without(gone);
  }

  private boolean tryJoin(int first, Step.Primitive product, int second) {
    if (!(steps.get(second) instanceof Step.Elementwise after) || !fits(product, after) || !canWait(first, second)) {
      return false;
    }
    steps.set(second, new Step.ProductThen(product, after));
    before.get(second).addAll(before.get(first));
    for (Set<Integer> earlier : before) {
      if (earlier.remove(first)) {
        earlier.add(second);
      }
    }
    before.get(second).remove(second);
    return true;
  }

  /** Whether rows of one are rows of the other, and what the second writes is not read by other rows of the first. */
  private static boolean fits(Step.Primitive product, Step.Elementwise after) {
    int input = after.inputs().indexOf(product.output());
    return product.split() == Step.Split.GLOBAL
        && after.split() == Step.Split.GLOBAL
        && product.output().shape().rank() == 2
        && input >= 0
        && after.program().access().get(input) == Access.FULL
        && after.layout().equals(product.output().layout())
        && after.program().sums().isEmpty()
        && (after.program().cols() == 0 || after.program().cols() == product.output().layout().pitch())
        && after.outputs().stream()
            .noneMatch(out -> product.inputs().stream().anyMatch(in -> in.buffer() == out.buffer()));
  }

  /** Whether the first may wait until the second: nobody else waits for the first for whom the second waits. */
  private boolean canWait(int first, int second) {
    BitSet seen = new BitSet();
    Deque<Integer> open = new ArrayDeque<>();
    before.get(second).stream().filter(step -> step != first).forEach(open::push);
    while (!open.isEmpty()) {
      int step = open.pop();
      if (step == first) {
        return false;
      }
      if (!seen.get(step)) {
        seen.set(step);
        before.get(step).forEach(open::push);
      }
    }
    return true;
  }

  private List<List<Integer>> without(boolean[] gone) {
    int[] position = new int[steps.size()];
    List<Step> left = new ArrayList<>();
    for (int i = 0; i < position.length; i++) {
      position[i] = left.size();
      if (!gone[i]) {
        left.add(steps.get(i));
      }
    }
    List<List<Integer>> order = new ArrayList<>();
    for (int i = 0; i < position.length; i++) {
      if (!gone[i]) {
        order.add(before.get(i).stream().sorted().map(step -> position[step]).toList());
      }
    }
    steps.clear();
    steps.addAll(left);
    return order;
  }
}
