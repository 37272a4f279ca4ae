package dev.kasane.convnetjs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.convnetjs.layers.FullyConnLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Parameters after each sample, as the library itself gives them: one input 1, target 0, weight 1, bias 0, rate 0.1.
 */
class TrainerTraceTest {

  @ParameterizedTest
  @CsvSource({
    "sgd, 0.9, -0.1, 0.73, -0.27, 0.531, -0.469",
    "nesterov, 0.81, -0.19, 0.6112, -0.3888, 0.445824, -0.554176",
    "adagrad, 0.9, -0.1, 0.8375305, -0.1624695, 0.79089918, -0.20910082",
    "windowgrad, 0.55278645, -0.44721355, 0.50462797, -0.49537203, 0.50029627, -0.49970373",
    "adadelta, 0.99955279, -0.00044721355, 0.99910007, -0.00089992683, 0.99864378, -0.0013562245",
    "adam, 0.0000099999, -0.99999, 0.09503899, -0.90496101, 0.95992170, -0.040078296"
  })
  void givesTheTraceOfTheLibrary(
      String method, double w1, double b1, double w2, double b2, double w3, double b3) {
    Net net = oneNeuron(Mode.FAITHFUL, 1);
    FullyConnLayer fc = (FullyConnLayer) net.layers().get(1);
    Trainer trainer = new Trainer(net, "{method: '" + method + "', learning_rate: 0.1}");
    double[] expected = {w1, b1, w2, b2, w3, b3};
    for (int i = 0; i < 3; i++) {
      trainer.train(Vol.of(1), new double[] {0});
      assertThat(fc.filters().getFirst().w()[0]).as("weight %d", i).isCloseTo(expected[2 * i], within(1e-8));
      assertThat(fc.biases().w()[0]).as("bias %d", i).isCloseTo(expected[2 * i + 1], within(1e-8));
    }
  }

  @Test
  void updatesOncePerBatchAndDividesDecayToo() {
    Net net = oneNeuron(Mode.FAITHFUL, 2);
    FullyConnLayer fc = (FullyConnLayer) net.layers().get(1);
    Trainer trainer = new Trainer(net, "{learning_rate: 0.1, momentum: 0, batch_size: 2, l2_decay: 0.5}");
    TrainStats first = trainer.train(Vol.of(1), new double[] {0});
    assertThat(fc.filters().getFirst().w()[0]).isEqualTo(2);
    assertThat(first.l2DecayLoss()).isZero();
    TrainStats second = trainer.train(Vol.of(1), new double[] {0});
    assertThat(fc.filters().getFirst().w()[0]).isCloseTo(1.75, within(1e-12));
    assertThat(fc.biases().w()[0]).isCloseTo(-0.2, within(1e-12));
    assertThat(second.l2DecayLoss()).isEqualTo(1);
    assertThat(second.costLoss()).isEqualTo(2);
    assertThat(second.loss()).isEqualTo(3);
  }

  static Net oneNeuron(Mode mode, double weight) {
    Net net = new Net(mode, 1);
    net.makeLayers(Layers.input(1, 1, 1), Layers.regression(1));
    ((FullyConnLayer) net.layers().get(1)).filters().getFirst().w()[0] = weight;
    return net;
  }
}
