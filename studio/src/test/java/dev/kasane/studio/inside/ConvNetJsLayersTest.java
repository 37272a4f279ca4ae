package dev.kasane.studio.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.convnetjs.LayerDefinitions;
import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.convert.NetToModel;
import dev.kasane.explain.Explainer;
import dev.kasane.explain.Explanation;
import dev.kasane.graph.Node;
import dev.kasane.nn.Losses;
import dev.kasane.nn.Optimizers;
import dev.kasane.nn.losses.Loss;
import dev.kasane.train.Inspector;
import dev.kasane.train.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each layer that ConvNetJS's text can make of a model: the terms that are shown add up to the number. */
class ConvNetJsLayersTest {

  private static final long SEED = 31;
  private static final int CELLS = 10;
  private static final int STEPS = 12;

  @ParameterizedTest
  @ValueSource(strings = {
    """
    {type: 'input', out_sx: 9, out_sy: 11, out_depth: 3},
    {type: 'conv', sx: 5, filters: 6, stride: 1, pad: 2, activation: 'relu'},
    {type: 'pool', sx: 2, stride: 2},
    {type: 'conv', sx: 3, filters: 4, stride: 2, pad: 1, activation: 'tanh'},
    {type: 'pool', sx: 3, stride: 2, pad: 1},
    {type: 'fc', num_neurons: 7, activation: 'sigmoid', drop_prob: 0.4},
    {type: 'softmax', num_classes: 5}""",
    """
    {type: 'input', out_sx: 1, out_sy: 1, out_depth: 6},
    {type: 'fc', num_neurons: 8, activation: 'relu'},
    {type: 'fc', num_neurons: 5, activation: 'tanh', drop_prob: 0.5},
    {type: 'svm', num_classes: 3}""",
    """
    {type: 'input', out_sx: 1, out_sy: 1, out_depth: 2},
    {type: 'fc', num_neurons: 9, activation: 'sigmoid'},
    {type: 'regression', num_neurons: 3}"""})
  void termsAddUp(String text) {
    Net net = new Net(SEED);
    net.makeLayers(LayerDefinitions.parse("[" + text + "]"));
    Loss loss = text.contains("softmax") ? Losses.sparseCategoricalCrossentropy()
        : text.contains("svm") ? Losses.hinge() : Losses.meanSquaredError();
    SplittableRandom random = new SplittableRandom(SEED);
    try (Model model = NetToModel.convert(net, new CpuBackend(1)).compile(Optimizers.sgd(0.1), loss)) {
      for (boolean training : new boolean[] {false, true}) {
        try (Inspector inspector = Inspector.of(model, 1, training)) {
          float[] sample = new float[inspector.points().getFirst().shape().size()];
          for (int i = 0; i < sample.length; i++) {
            sample[i] = (float) random.nextDouble();
          }
          float[] target = text.contains("regression") ? new float[] {0.3f, -0.2f, 1} : new float[] {2};
          inspector.run(List.of(sample), List.of(target), 5);
          check(inspector, random);
        }
      }
    }
  }

  private static void check(Inspector inspector, SplittableRandom random) {
    List<Node> nodes = new ArrayList<>();
    inspector.points().forEach(point -> {
      nodes.add(point.node());
      if (point.gradient() != null) {
        nodes.add(point.gradient());
      }
    });
    inspector.weights().forEach(weight -> {
      if (weight.gradient() != null) {
        nodes.add(weight.gradient());
      }
    });
    Explainer explainer = inspector.explainer();
    for (Node node : nodes) {
      for (int i = 0; i < CELLS; i++) {
        for (Explanation step : explainer.steps(node, random.nextInt(node.shape().size()), STEPS)) {
          double size = step instanceof Explanation.Sum sum ? sum.size() : Math.abs(step.exact()) + 0.05;
          assertThat((double) step.cell().value()).as("%s: %s", step.cell().node(), step)
              .isCloseTo(step.exact(), within(1e-5 * size + 1e-12));
        }
      }
    }
  }
}
