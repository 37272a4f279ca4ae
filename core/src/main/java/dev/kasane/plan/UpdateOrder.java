package dev.kasane.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which steps wait for which: a reader for the writer of what it reads, and a step that overwrites a variable for
 * everybody who reads the old value.
 */
final class UpdateOrder {

  private final List<Step> steps;
  private final List<int[]> extra = new ArrayList<>();

  UpdateOrder(List<Step> steps) {
    this.steps = steps;
  }

  /** Makes all other readers of a variable come before a step, unless that makes a circle. */
  boolean tryReadersBefore(Buffer variable, int writer) {
    List<Integer> readers = readers(variable, writer);
    BitSet after = reachable(writer);
    if (readers.stream().anyMatch(after::get)) {
      return false;
    }
    readers.forEach(reader -> extra.add(new int[] {reader, writer}));
    return true;
  }

  /** Makes all other readers of a variable come before a step that nobody waits for. */
  void readersBefore(Buffer variable, int writer) {
    readers(variable, writer).forEach(reader -> extra.add(new int[] {reader, writer}));
  }

  private List<Integer> readers(Buffer variable, int except) {
    List<Integer> readers = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      if (i != except && steps.get(i).inputs().stream().anyMatch(input -> input.buffer() == variable)) {
        readers.add(i);
      }
    }
    return readers;
  }

  private BitSet reachable(int from) {
    List<List<Integer>> next = new ArrayList<>();
    steps.forEach(step -> next.add(new ArrayList<>()));
    List<List<Integer>> before = before();
    for (int i = 0; i < before.size(); i++) {
      for (int earlier : before.get(i)) {
        next.get(earlier).add(i);
      }
    }
    BitSet seen = new BitSet();
    Deque<Integer> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      for (int step : next.get(open.pop())) {
        if (!seen.get(step)) {
          seen.set(step);
          open.push(step);
        }
      }
    }
    return seen;
  }

  /** For each step, the steps that must come before it. */
  List<List<Integer>> before() {
    Map<Buffer, Integer> writer = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      for (Operand output : steps.get(i).outputs()) {
        // readers of a variable want the value from before the run
        if (output.buffer().space() != Buffer.Space.VARIABLE) {
          writer.put(output.buffer(), i);
        }
      }
    }
    List<List<Integer>> before = new ArrayList<>();
    for (Step step : steps) {
      List<Integer> waits = new ArrayList<>();
      for (Operand input : step.inputs()) {
        Integer source = writer.get(input.buffer());
        if (source != null) {
          waits.add(source);
        }
      }
      before.add(waits);
    }
    extra.forEach(edge -> before.get(edge[1]).add(edge[0]));
    return before;
  }
}
