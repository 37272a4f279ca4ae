package dev.kasane.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Orders steps in stages: all that can be done without the batch, then as much of the batch as goes in one walk, and so
 * on. Workers meet between stages only.
 */
final class Scheduler {

  private final List<Step> steps;
  private final List<List<Integer>> before;
  private final boolean[] done;
  private final List<List<Integer>> stages = new ArrayList<>();

  private Scheduler(List<Step> steps, List<List<Integer>> before) {
    this.steps = steps;
    this.before = before;
    this.done = new boolean[steps.size()];
  }

  /** The stages, as positions of steps; no stage mixes steps of the batch with others. */
  static List<List<Integer>> stages(List<Step> steps, List<List<Integer>> before) {
    Scheduler pass = new Scheduler(steps, before);
    for (int remaining = steps.size(); remaining > 0; ) {
      List<Integer> stage = pass.readyGlobal();
      if (stage.isEmpty()) {
        stage = pass.batchWalk();
      }
      if (stage.isEmpty()) {
        throw new IllegalStateException("steps wait for each other in a circle");
      }
      pass.stages.add(stage);
      remaining -= stage.size();
    }
    return pass.stages;
  }

  private List<Integer> readyGlobal() {
    List<Integer> stage = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      if (!done[i] && steps.get(i).split() == Step.Split.GLOBAL && before.get(i).stream().allMatch(s -> done[s])) {
        stage.add(i);
      }
    }
    stage.forEach(i -> done[i] = true);
    return stage;
  }

  private List<Integer> batchWalk() {
    List<Integer> stage = new ArrayList<>();
    boolean found = true;
    while (found) {
      found = false;
      for (int i = 0; i < steps.size(); i++) {
        if (!done[i] && steps.get(i).split() != Step.Split.GLOBAL && before.get(i).stream().allMatch(s -> done[s])) {
          stage.add(i);
          done[i] = true;
          found = true;
        }
      }
    }
    return stage;
  }
}
