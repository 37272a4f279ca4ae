package dev.kasane.plan;

import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.plan.Step.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what comes after all values are computed: new values into variables, and where outputs are found. */
final class UpdateSteps {

  private final Graph graph;
  private final Draft draft;

  UpdateSteps(Graph graph, Draft draft) {
    this.graph = graph;
    this.draft = draft;
  }

  /**
   * Adds what writes new values into variables. Where the step that computes the value can write it in place, it does;
   * the returned edges say which steps must come before which.
   */
  UpdateOrder addUpdates() {
    UpdateOrder order = new UpdateOrder(draft.steps());
    List<Assignment> assignments = new ArrayList<>();
    // copies of variables read them, so they must be there before somebody asks who reads a variable
    graph
        .updates()
        .forEach(
            (variable, value) ->
                assignments.add(new Assignment(value, detached(draft.whole(value)), draft.operand(variable))));
    List<Assignment> copies = new ArrayList<>();
    for (Assignment assignment : assignments) {
      if (!writeInPlace(order, assignment.value, assignment.from, assignment.to)) {
        copies.add(assignment);
      }
    }
    for (Assignment copy : copies) {
      draft.add(new Step.Copy(copy.from, copy.to, ""));
      order.readersBefore(copy.to.buffer(), draft.steps().size() - 1);
    }
    return order;
  }

  /** What a variable becomes, where that is found, and where the variable is. */
  private record Assignment(Node value, Operand from, Operand to) {}

  private boolean writeInPlace(UpdateOrder order, Node value, Operand from, Operand to) {
    boolean onlyForUpdate =
        draft.steps().stream().noneMatch(step -> step.inputs().stream().anyMatch(in -> in.buffer() == from.buffer()));
    boolean once = graph.updates().values().stream().filter(value::equals).count() == 1;
    if (!onlyForUpdate || !once || graph.outputs().containsValue(value) || !from.layout().equals(to.layout())) {
      return false;
    }
    List<Step> steps = draft.steps();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.Elementwise step && step.outputs().contains(from)) {
        if (step.split() != Split.GLOBAL || !order.tryReadersBefore(to.buffer(), i)) {
          return false;
        }
        List<Operand> outputs = new ArrayList<>(step.outputs());
        outputs.set(outputs.indexOf(from), to);
        steps.set(
            i,
            new Step.Elementwise(
                step.program(), step.layout(), step.inputs(), outputs, step.split(), step.scope(), step.flops()));
        draft.buffers().remove(from.buffer());
        return true;
      }
    }
    return false;
  }

  /** The operand, or a copy of it if it is memory that an update may change. */
  private Operand detached(Operand operand) {
    if (operand.buffer().space() != Buffer.Space.VARIABLE) {
      return operand;
    }
    Layout layout = operand.layout();
    Operand copy = draft.place(layout, 0, Buffer.Space.GLOBAL);
    draft.add(new Step.Copy(operand, copy, ""));
    return copy;
  }

  /** Where each output is found after a run. */
  Map<String, Operand> addOutputs() {
    Map<String, Operand> outputs = new LinkedHashMap<>();
    graph
        .outputs()
        .forEach(
            (name, node) -> {
              Operand operand = detached(draft.whole(node));
              operand.buffer().pin();
              outputs.put(name, operand);
            });
    return outputs;
  }
}
