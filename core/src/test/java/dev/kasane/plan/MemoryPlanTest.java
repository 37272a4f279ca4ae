package dev.kasane.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.graph.RandomGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Walks through plans of random graphs without running them, and looks at who overwrites whose value. */
class MemoryPlanTest {

  private static final int GRAPHS = 150;

  /** A buffer, the range it occupies, and the steps between which it must keep its value. */
  private record Life(Buffer buffer, int begin, int end, int from, int to) {
    boolean meets(Life other) {
      return from <= other.to && other.from <= to && begin < other.end && other.begin < end;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 16})
  void noTwoLivingValuesShareAPlace(int lanes) {
    for (long seed = 0; seed < GRAPHS; seed++) {
      // small numbers, so that the batch is cut into pieces and tiles although the graphs are small
      Plan plan = Compiler.compile(RandomGraph.of(seed).graph(), new Target(lanes, 3, 1, 64));
      assertThat(overlaps(plan, true)).as("shared memory, seed %d%n%s", seed, plan).isEmpty();
      assertThat(overlaps(plan, false)).as("workers' memory, seed %d%n%s", seed, plan).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16})
  void everythingIsWrittenBeforeItIsReadAndFitsIntoItsMemory(int lanes) {
    for (long seed = 0; seed < GRAPHS; seed++) {
      Plan plan = Compiler.compile(RandomGraph.of(seed).graph(), new Target(lanes, 3, 1, 64));
      List<Buffer> written = new ArrayList<>();
      for (Stage stage : plan.stages()) {
        for (Step step : withinChains(stage.steps())) {
          for (Operand input : step.inputs()) {
            if (placed(input.buffer())) {
              assertThat(written).as("seed %d: %s reads %s", seed, step.label(), input).contains(input.buffer());
            }
          }
          step.outputs().forEach(output -> written.add(output.buffer()));
        }
      }
      for (Buffer buffer : plan.buffers()) {
        if (placed(buffer) && written.contains(buffer)) {
          int room =
              switch (buffer.space()) {
                case LOCAL -> plan.localSize();
                case INNER -> plan.innerSize();
                case GLOBAL, PARTIAL, INPUT, VARIABLE, CONSTANT -> plan.globalSize();
              };
          assertThat(end(plan, buffer)).as("seed %d: end of %s", seed, buffer).isLessThanOrEqualTo(room);
        }
      }
    }
  }

  @Test
  void whatPassesWithinAChainIsKeptAsLongAsItIsRead() {
    int chains = 0;
    for (long seed = 0; seed < GRAPHS; seed++) {
      Plan plan = Compiler.compile(RandomGraph.of(seed).graph(), new Target(8, 3, 1, 64));
      for (Stage stage : plan.stages()) {
        for (Step step : stage.steps()) {
          if (step instanceof Step.Chain chain) {
            chains++;
            assertThat(overlaps(chainLives(plan, chain))).as("seed %d%n%s", seed, plan).isEmpty();
            assertThat(chain.innerFloats()).isBetween(1, plan.innerSize());
          }
        }
      }
    }
    assertThat(chains).isGreaterThan(20);
  }

  @Test
  void everyInnerBufferBelongsToOneChain() {
    for (long seed = 0; seed < GRAPHS; seed++) {
      Plan plan = Compiler.compile(RandomGraph.of(seed).graph(), new Target(8, 3, 1, 64));
      Map<Buffer, Step> homes = new HashMap<>();
      for (Stage stage : plan.stages()) {
        for (Step step : stage.steps()) {
          for (Step part : withinChains(List.of(step))) {
            for (Operand operand : operands(part)) {
              if (operand.buffer().space() == Buffer.Space.INNER) {
                assertThat(step).isInstanceOf(Step.Chain.class);
                assertThat(homes.getOrDefault(operand.buffer(), step)).as("seed %d", seed).isSameAs(step);
                homes.put(operand.buffer(), step);
              }
            }
          }
        }
      }
    }
  }

  private static List<Step> withinChains(List<Step> steps) {
    return steps.stream()
        .flatMap(step -> step instanceof Step.Chain chain ? chain.steps().stream() : Stream.of(step))
        .toList();
  }

  private static List<Operand> operands(Step step) {
    List<Operand> touched = new ArrayList<>(step.inputs());
    touched.addAll(step.outputs());
    return touched;
  }

  private static List<Life> chainLives(Plan plan, Step.Chain chain) {
    Map<Buffer, int[]> times = new HashMap<>();
    for (int i = 0; i < chain.steps().size(); i++) {
      for (Operand operand : operands(chain.steps().get(i))) {
        if (operand.buffer().space() == Buffer.Space.INNER) {
          int time = i;
          times.computeIfAbsent(operand.buffer(), key -> new int[] {time, time})[1] = time;
        }
      }
    }
    return lives(plan, times);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16})
  void aVariableIsReadBeforeItIsOverwritten(int lanes) {
    for (long seed = 0; seed < GRAPHS; seed++) {
      Plan plan = Compiler.compile(RandomGraph.of(seed).graph(), new Target(lanes, 3, 1, 64));
      Map<Buffer, Integer> overwritten = new HashMap<>();
      int now = 0;
      for (Stage stage : plan.stages()) {
        for (Step step : stage.steps()) {
          for (Operand input : step.inputs()) {
            boolean late = overwritten.containsKey(input.buffer()) && overwritten.get(input.buffer()) <= now;
            assertThat(late && !step.outputs().contains(input))
                .as("seed %d: %s reads %s after its update%n%s", seed, step.label(), input, plan)
                .isFalse();
          }
        }
        for (Step step : stage.steps()) {
          for (Operand output : step.outputs()) {
            if (output.buffer().space() == Buffer.Space.VARIABLE) {
              assertThat(overwritten.putIfAbsent(output.buffer(), now + 1)).isNull();
              assertThat(stage.steps())
                  .as("seed %d: nobody else reads %s in the stage that updates it", seed, output)
                  .filteredOn(other -> other != step)
                  .noneMatch(other -> other.inputs().stream().anyMatch(in -> in.buffer() == output.buffer()));
            }
          }
        }
        now++;
      }
    }
  }

  private static List<String> overlaps(Plan plan, boolean shared) {
    return overlaps(lives(plan, shared));
  }

  private static List<String> overlaps(List<Life> lives) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < lives.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (lives.get(i).meets(lives.get(j))) {
          found.add(lives.get(i) + " and " + lives.get(j));
        }
      }
    }
    return found;
  }

  /** Workers' memory is looked at step by step; shared memory stage by stage, for workers are at different steps. */
  private static List<Life> lives(Plan plan, boolean shared) {
    Map<Buffer, int[]> times = new HashMap<>();
    int now = 0;
    for (Stage stage : plan.stages()) {
      for (Step step : stage.steps()) {
        for (Operand operand : operands(step)) {
          if (placed(operand.buffer()) && operand.buffer().space() != Buffer.Space.INNER
              && operand.buffer().space() == Buffer.Space.LOCAL != shared) {
            int time = now;
            times.computeIfAbsent(operand.buffer(), key -> new int[] {time, time})[1] = time;
          }
        }
        now += shared ? 0 : 1;
      }
      now += shared ? 1 : 0;
    }
    int after = now;
    plan.outputs().values().stream()
        .map(Operand::buffer)
        .filter(times::containsKey)
        .forEach(buffer -> times.get(buffer)[1] = after);
    return lives(plan, times);
  }

  private static List<Life> lives(Plan plan, Map<Buffer, int[]> times) {
    List<Life> lives = new ArrayList<>();
    times.forEach(
        (buffer, time) -> lives.add(new Life(buffer, buffer.offset(), end(plan, buffer), time[0], time[1])));
    return lives;
  }

  private static int end(Plan plan, Buffer buffer) {
    return switch (buffer.space()) {
      case LOCAL -> buffer.offset() + buffer.size() / buffer.samples() * tileRows(plan, buffer);
      case INNER -> buffer.offset() + buffer.size() / buffer.samples() * chainRows(plan, buffer);
      case PARTIAL -> buffer.offset() + buffer.size() * plan.pieces();
      case GLOBAL, INPUT, VARIABLE, CONSTANT -> buffer.offset() + buffer.size();
    };
  }

  private static int tileRows(Plan plan, Buffer buffer) {
    return plan.stages().stream()
        .filter(
            stage ->
                stage.steps().stream()
                    .anyMatch(step -> step.outputs().stream().anyMatch(output -> output.buffer() == buffer)))
        .findFirst()
        .orElseThrow()
        .tileRows();
  }

  private static int chainRows(Plan plan, Buffer buffer) {
    return plan.stages().stream()
        .flatMap(stage -> stage.steps().stream())
        .filter(step -> step instanceof Step.Chain)
        .map(step -> (Step.Chain) step)
        .filter(chain -> operandsWithin(chain).anyMatch(operand -> operand.buffer() == buffer))
        .findFirst()
        .orElseThrow()
        .rows();
  }

  private static Stream<Operand> operandsWithin(Step.Chain chain) {
    return chain.steps().stream().flatMap(step -> operands(step).stream());
  }

  private static boolean placed(Buffer buffer) {
    return switch (buffer.space()) {
      case LOCAL, INNER, GLOBAL, PARTIAL -> true;
      case INPUT, VARIABLE, CONSTANT -> false;
    };
  }
}
