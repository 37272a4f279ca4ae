package dev.kasane.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.backend.Backend;
import dev.kasane.backend.BackendContract;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Ops;
import dev.kasane.plan.Plan;
import dev.kasane.plan.Target;
import dev.kasane.tensor.Shape;
import org.junit.jupiter.api.Test;

/**
 * The contract once more, compiled for a machine on which the smallest batch is worth cutting: seven pieces, tiles of
 * one sample, and rows padded to eight.
 */
class CpuBackendSmallPiecesTest extends BackendContract {

  @Override
  protected Backend backend(int threads) {
    return new CpuBackend(threads, new Target(8, 7, 1, 4));
  }

  @Test
  void theBatchIsCut() {
    Graph graph = new Graph();
    graph.output("y", Ops.exp(graph.batchInput("x", Shape.of(13, 3))));
    try (Backend backend = backend(2)) {
      Plan plan = backend.prepare(graph, backend.newVariables()).plan();
      assertThat(plan.pieces()).isEqualTo(7);
      assertThat(plan.stages()).anySatisfy(stage -> assertThat(stage.tileRows()).isEqualTo(1));
    }
  }
}
