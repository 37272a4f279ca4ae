package dev.kasane.plan;

import dev.kasane.graph.Op;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Joins the steps of a walk over the batch around a convolution, so that they take a few samples from end to end before
 * the next: convolution, pooling, bias and activation; on the way back mask, unpooling and the gradients of kernel and
 * input. What passes between them then is as large as those few samples and stays in a core's first caches; without,
 * it would be as large as a tile, and fewer samples would make a tile.
 */
final class Chains {

  private final List<List<Step>> units = new ArrayList<>();
  private final Target target;

  private Chains(List<Step> steps, Target target) {
    this.target = target;
    steps.forEach(step -> units.add(List.of(step)));
  }

  /** The steps of a walk with those that can be joined joined, in an order that is as right as the given one. */
  static List<Step> of(List<Step> steps, Target target) {
    Chains pass = new Chains(steps, target);
    for (Step step : steps) {
      for (Operand output : step.outputs()) {
        if (pass.passes(step, output.buffer())) {
          pass.tryJoin(output.buffer());
        }
      }
    }
    return pass.units.stream().flatMap(unit -> pass.finished(unit).stream()).toList();
  }

  /** Whether a value may pass from one step to the next within a chain; layers stay apart. */
  private boolean passes(Step writer, Buffer buffer) {
    boolean betweenLayers = writer instanceof Step.Primitive step && step.op() instanceof Op.Conv2dInputGrad;
    return buffer.space() == Buffer.Space.LOCAL
        && 4 * (buffer.size() / buffer.samples()) >= target.chainedBytes()
        && mayJoin(writer)
        && !betweenLayers;
  }

  /** A gradient of a large kernel is passed over for each call: it wants many samples at once. */
  private boolean mayJoin(Step step) {
    return switch (step) {
      case Step.Primitive(Op.Conv2dKernelGrad _, var _, var output, var _, var _, var _, var _) ->
          4 * output.layout().size() <= target.innerBytes();
      case Step.Elementwise _, Step.ArgmaxPool _, Step.Unpool _ -> true;
      case Step.Primitive primitive ->
          switch (primitive.op()) {
            case Op.Conv2d _, Op.Conv2dInputGrad _, Op.Reshape _ -> true;
            case Op.MaxPool2d _, Op.MaxPool2dGrad _, Op.AvgPool2d _, Op.AvgPool2dGrad _ -> true;
            case Op.Reduce reduce -> reduce.axes().contains(0);
            default -> false;
          };
      case Step.Chain _, Step.CrossEntropy _, Step.ProductThen _, Step.Moments _ -> false;
      case Step.Combine _, Step.CombineDeviation _, Step.Copy _, Step.WinogradKernel _ -> false;
    };
  }

  private static boolean reads(Step step, Buffer buffer) {
    return step.inputs().stream().anyMatch(in -> in.buffer() == buffer);
  }

  private static boolean touches(List<Step> unit, Buffer buffer) {
    return unit.stream()
        .anyMatch(step -> reads(step, buffer) || step.outputs().stream().anyMatch(out -> out.buffer() == buffer));
  }

  /** Makes one unit of all that touch a buffer, if they may be joined and done one right after the other. */
  private void tryJoin(Buffer buffer) {
    List<Integer> places = new ArrayList<>();
    List<Step> joined = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      if (touches(units.get(i), buffer)) {
        places.add(i);
        joined.addAll(units.get(i));
      }
    }
    boolean otherLayer =
        joined.stream()
            .anyMatch(step -> step instanceof Step.Primitive p && p.op() instanceof Op.Conv2d && reads(p, buffer));
    if (places.size() < 2 || otherLayer || !joined.stream().allMatch(this::mayJoin)) {
      return;
    }
    int place = meeting(places);
    if (place >= 0) {
      units.set(places.get(place), joined);
      places.remove(place);
      places.reversed().forEach(other -> units.remove((int) other));
    }
  }

  /** Which of some units the others can be moved to: the last, the first, or −1 if neither. */
  private int meeting(List<Integer> places) {
    int first = places.getFirst();
    int last = places.getLast();
    Set<Buffer> writtenByThem = new HashSet<>();
    Set<Buffer> writtenBetween = new HashSet<>();
    boolean sink = true;
    boolean hoist = true;
    for (int i = first; i <= last; i++) {
      for (Step step : units.get(i)) {
        boolean theirs = places.contains(i);
        Set<Buffer> earlier = theirs ? writtenBetween : writtenByThem;
        if (step.inputs().stream().anyMatch(in -> earlier.contains(in.buffer()))) {
          hoist &= !theirs;
          sink &= theirs;
        }
        step.outputs().forEach(out -> (theirs ? writtenByThem : writtenBetween).add(out.buffer()));
      }
    }
    if (sink) {
      return places.size() - 1;
    }
    return hoist ? 0 : -1;
  }

  /** The steps of a unit, as one if there is a window among them. */
  private List<Step> finished(List<Step> unit) {
    boolean windows =
        unit.stream().anyMatch(step -> !(step instanceof Step.Elementwise) && !(step instanceof Step.Primitive p
            && p.op() instanceof Op.Reduce));
    return unit.size() > 1 && windows ? List.of(chain(unit)) : unit;
  }

  private Step.Chain chain(List<Step> unit) {
    Set<Buffer> inner = new HashSet<>();
    for (Step step : unit) {
      for (Operand output : step.outputs()) {
        Buffer buffer = output.buffer();
        if (buffer.space() == Buffer.Space.LOCAL && units.stream().noneMatch(u -> u != unit && touches(u, buffer))) {
          buffer.moveTo(Buffer.Space.INNER);
          inner.add(buffer);
        }
      }
    }
    int perSample = MemoryPlan.placeWorkers(unit, Buffer.Space.INNER);
    int rows = Math.clamp(target.innerBytes() / (4L * perSample), 1, inner.iterator().next().samples());
    inner.forEach(buffer -> buffer.placeAt(buffer.offset() * rows));
    Set<Operand> outputs = new LinkedHashSet<>();
    Set<Operand> inputs = new LinkedHashSet<>();
    for (Step step : unit) {
      step.inputs().stream().filter(in -> !inner.contains(in.buffer()) && !outputs.contains(in)).forEach(inputs::add);
      step.outputs().stream().filter(out -> !inner.contains(out.buffer())).forEach(outputs::add);
    }
    return new Step.Chain(unit, List.copyOf(inputs), List.copyOf(outputs), rows, perSample * rows);
  }
}
