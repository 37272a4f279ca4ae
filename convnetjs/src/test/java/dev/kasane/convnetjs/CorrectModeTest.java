package dev.kasane.convnetjs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.convnetjs.json.ConvNetJson;
import dev.kasane.convnetjs.layers.FullyConnLayer;
import dev.kasane.convnetjs.layers.LocalResponseNormalizationLayer;
import dev.kasane.convnetjs.layers.MaxoutLayer;
import dev.kasane.convnetjs.layers.PoolLayer;
import dev.kasane.convnetjs.layers.SoftmaxLayer;
import dev.kasane.convnetjs.layers.TanhLayer;
import dev.kasane.convnetjs.layers.Window2d;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Each known defect of ConvNetJS: there in the faithful mode, mended in the correct one. */
class CorrectModeTest {

  @Test
  void dropoutKeepsTheMean() {
    for (Mode mode : List.of(Mode.CORRECT, Mode.FAITHFUL)) {
      Net net = new Net(mode, 4);
      net.makeLayers(Layers.input(1, 1, 4000), Layers.dropout(0.2), Layers.regression(1));
      net.forward(new Vol(1, 1, 4000, 1.0), true);
      double training = mean(net.layers().get(1).outAct());
      net.forward(new Vol(1, 1, 4000, 1.0));
      double prediction = mean(net.layers().get(1).outAct());
      assertThat(training).isCloseTo(mode.faithful() ? 0.8 : 1, within(0.03));
      assertThat(prediction).isCloseTo(mode.faithful() ? 0.2 : 1, within(1e-12));
    }
  }

  @Test
  void adamDividesAndCountsUpdates() {
    Net net = TrainerTraceTest.oneNeuron(Mode.CORRECT, 1);
    FullyConnLayer fc = (FullyConnLayer) net.layers().get(1);
    Trainer trainer = new Trainer(net, "{method: 'adam', learning_rate: 0.1, batch_size: 2}");
    double weight = 1;
    double bias = 0;
    double[] m = new double[2];
    double[] v = new double[2];
    for (int t = 1; t <= 3; t++) {
      trainer.train(Vol.of(1), 0.0);
      trainer.train(Vol.of(1), 0.0);
      double g = weight + bias;
      for (int i = 0; i < 2; i++) {
        m[i] = 0.9 * m[i] + 0.1 * g;
        v[i] = 0.999 * v[i] + 0.001 * g * g;
      }
      double step = 0.1 * (m[0] / (1 - Math.pow(0.9, t))) / (Math.sqrt(v[0] / (1 - Math.pow(0.999, t))) + 1e-8);
      weight -= step;
      bias -= step;
      assertThat(fc.filters().getFirst().w()[0]).isCloseTo(weight, within(1e-12));
      assertThat(fc.biases().w()[0]).isCloseTo(bias, within(1e-12));
    }
  }

  @Test
  void normalizationHasTheRightGradient() {
    for (Mode mode : List.of(Mode.CORRECT, Mode.FAITHFUL)) {
      var lrn = new LocalResponseNormalizationLayer(new Size(1, 1, 3), 1, 3, 3, 0.5, mode);
      Vol x = Vol.of(1, 2, 3);
      lrn.forward(x, true).dw()[0] = 1;
      lrn.backward();
      assertThat(x.dw()[1]).isCloseTo(mode.faithful() ? -0.272 : -0.136, within(5e-4));
    }
  }

  @Test
  void l1DecayWorksAndLeavesZeroAlone() {
    for (Mode mode : List.of(Mode.CORRECT, Mode.FAITHFUL)) {
      Net net = new Net(mode, 1);
      net.makeLayers(Layers.input(1, 1, 3), Layers.regression(1));
      double[] w = ((FullyConnLayer) net.layers().get(1)).filters().getFirst().w();
      w[0] = 1;
      w[1] = -2;
      w[2] = 0;
      Trainer trainer = new Trainer(net, "{learning_rate: 0.1, momentum: 0, l1_decay: 0.5, batch_size: 2}");
      double loss = trainer.train(Vol.of(0, 0, 0), new double[] {0}).l1DecayLoss();
      double second = trainer.train(Vol.of(0, 0, 0), new double[] {0}).l1DecayLoss();
      if (mode.faithful()) {
        assertThat(w).containsExactly(1, -2, 0);
        assertThat(second).isZero();
      } else {
        assertThat(w).containsExactly(new double[] {0.95, -1.95, 0}, within(1e-12));
        assertThat(loss).isEqualTo(1.5);
        assertThat(second).isEqualTo(1.5);
      }
    }
  }

  @Test
  void loadedMaxoutLearnsFromAllItsOutputs() {
    for (Mode mode : List.of(Mode.CORRECT, Mode.FAITHFUL)) {
      Net net = new Net(mode, 1);
      net.makeLayers(Layers.input(1, 1, 8), Layers.maxout(2), Layers.regression(4));
      Net loaded = new Net(mode, 1);
      loaded.fromJSON(net.toJSON());
      MaxoutLayer maxout = (MaxoutLayer) loaded.layers().get(1);
      Vol x = Vol.of(1, 2, 3, 4, 5, 6, 7, 8);
      Vol out = loaded.layers().get(1).forward(x, true);
      out.dw()[0] = out.dw()[1] = out.dw()[2] = out.dw()[3] = 1;
      maxout.backward();
      assertThat(DoubleStream.of(x.dw()).sum()).isEqualTo(mode.faithful() ? 2 : 4);
    }
  }

  @Test
  void tanhAndSoftmaxStayFinite() {
    Size one = new Size(1, 1, 1);
    assertThat(new TanhLayer(one, Mode.FAITHFUL).forward(Vol.of(400), false).w()).containsExactly(Double.NaN);
    assertThat(new TanhLayer(one, Mode.CORRECT).forward(Vol.of(400), false).w()).containsExactly(1);
    for (Mode mode : List.of(Mode.CORRECT, Mode.FAITHFUL)) {
      SoftmaxLayer softmax = new SoftmaxLayer(new Size(1, 1, 2), mode);
      softmax.forward(Vol.of(0, 2000), true);
      assertThat(softmax.backward(Target.label(0))).isEqualTo(mode.faithful() ? Double.POSITIVE_INFINITY : 2000);
      assertThat(softmax.backward(Target.label(1))).isZero();
    }
  }

  @Test
  void poolingHasNoMagicNumber() {
    Vol low = new Vol(2, 2, 1, -1e6);
    Window2d window = new Window2d(2, 2, 2, 0);
    assertThat(new PoolLayer(Size.of(low), window, Mode.FAITHFUL).forward(low, false).w()).containsExactly(-99999);
    assertThat(new PoolLayer(Size.of(low), window, Mode.CORRECT).forward(low, false).w()).containsExactly(-1e6);
    Window2d outside = new Window2d(1, 1, 1, 1);
    Vol one = Vol.of(-5);
    assertThat(new PoolLayer(Size.of(one), outside, Mode.FAITHFUL).forward(one, false).w())
        .containsExactly(-99999, -99999, -99999, -99999, -5, -99999, -99999, -99999, -99999);
    assertThat(new PoolLayer(Size.of(one), outside, Mode.CORRECT).forward(one, false).w())
        .containsExactly(0, 0, 0, 0, -5, 0, 0, 0, 0);
    Vol nan = Vol.of(Double.NaN);
    assertThat(new PoolLayer(Size.of(nan), new Window2d(1, 1, 1, 0), Mode.CORRECT).forward(nan, false).w())
        .containsExactly(Double.NaN);
  }

  @Test
  void decayDoesNotDependOnTheBatchSizeAndItsLossIsAlwaysThere() {
    for (int batch : new int[] {1, 4}) {
      Net net = TrainerTraceTest.oneNeuron(Mode.CORRECT, 2);
      FullyConnLayer fc = (FullyConnLayer) net.layers().get(1);
      Trainer trainer =
          new Trainer(net, TrainerOptions.of(Method.SGD).learningRate(0.1).momentum(0).l2Decay(0.5).batchSize(batch));
      for (int i = 0; i < batch; i++) {
        assertThat(trainer.train(Vol.of(0), 0.0).l2DecayLoss()).isEqualTo(1);
      }
      assertThat(fc.filters().getFirst().w()[0]).isCloseTo(1.9, within(1e-12));
    }
  }

  @Test
  void definitionsOfTheCallerStayAsTheyAre() {
    for (Mode mode : List.of(Mode.CORRECT, Mode.FAITHFUL)) {
      Map<String, Object> fc = new HashMap<>(Map.of("type", "fc", "num_neurons", 3, "activation", "relu"));
      Map<String, Object> before = new HashMap<>(fc);
      new Net(mode).makeLayers(List.of(
          Map.of("type", "input", "out_depth", 2), fc, Map.of("type", "softmax", "num_classes", 2)));
      if (mode.faithful()) {
        assertThat(fc).containsEntry("bias_pref", 0.1).containsEntry("in_depth", 2.0);
      } else {
        assertThat(fc).isEqualTo(before);
      }
    }
  }

  @Test
  void inputsOfAnotherSizeAreRefused() {
    LayerDefinition[] definitions = {Layers.input(24, 24, 1), Layers.conv(5, 2).pad(2), Layers.softmax(10)};
    Net correct = new Net(1);
    correct.makeLayers(definitions);
    assertThatThrownBy(() -> correct.forward(new Vol(28, 28, 1, 0.0)))
        .isInstanceOf(ConvNetException.class).hasMessageStartingWith("input: expected a Vol of size 24x24x1");
    assertThatThrownBy(() -> correct.forward(new Vol(1, 1, 576, 0.0))).hasMessageContaining("the shape does not");

    Net faithful = new Net(Mode.FAITHFUL, 1);
    faithful.makeLayers(definitions);
    Vol x = new Vol(28, 28, 1, 0.0);
    double[] before = faithful.forward(x).w();
    x.set(27, 27, 0, 1);
    assertThat(faithful.forward(x).w()).as("the corner has no effect").isEqualTo(before);
    x.set(25, 25, 0, 1);
    assertThat(faithful.forward(x).w()).isNotEqualTo(before);
    assertThat(faithful.forward(new Vol(3, 3, 1, 0.0)).w()).hasSize(10);
  }

  @Test
  void targetsThatDoNotFitAreRefused() {
    Net classes = new Net(1);
    classes.makeLayers(Layers.input(1, 1, 2), Layers.softmax(3));
    Trainer trainer = new Trainer(classes);
    assertThatThrownBy(() -> trainer.train(Vol.of(1, 2), 3))
        .hasMessage("softmax: expected a class from 0 to 2 as target, received 3");
    assertThatThrownBy(() -> trainer.train(Vol.of(1, 2), new double[] {1, 2})).hasMessageContaining("a list of 2");
    Net numbers = new Net(1);
    numbers.makeLayers(Layers.input(1, 1, 2), Layers.regression(2));
    Trainer regression = new Trainer(numbers);
    assertThatThrownBy(() -> regression.train(Vol.of(1, 2), 0.5)).hasMessageContaining("a list of 2 numbers");
    assertThatThrownBy(() -> regression.train(Vol.of(1, 2), 2, 0.5)).hasMessageContaining("dim from 0 to 1");
    assertThatThrownBy(() -> regression.train(Vol.of(1, 2), new double[3])).hasMessageContaining("a list of 3");
    assertThat(regression.pending()).isZero();
  }

  @Test
  void aChangedBatchSizeCountsWhatWaits() {
    Net net = TrainerTraceTest.oneNeuron(Mode.CORRECT, 1);
    FullyConnLayer fc = (FullyConnLayer) net.layers().get(1);
    Trainer trainer = new Trainer(net, "{learning_rate: 0.1, momentum: 0, batch_size: 5}");
    for (int i = 0; i < 3; i++) {
      trainer.train(Vol.of(1), 0.0);
    }
    assertThat(trainer.pending()).isEqualTo(3);
    trainer.batchSize(2);
    trainer.train(Vol.of(1), 0.0);
    assertThat(trainer.pending()).isZero();
    assertThat(fc.filters().getFirst().w()[0]).as("mean of four equal gradients").isCloseTo(0.9, within(1e-12));
  }

  @Test
  void predictionOfAnSvmIsTheLargestScore() {
    Net net = new Net(1);
    net.makeLayers(Layers.input(1, 1, 2), Layers.svm(3));
    double[] scores = net.forward(Vol.of(1, 2)).w();
    int best = ConvNetUtil.maxmin(scores).orElseThrow().maxi();
    assertThat(net.getPrediction()).isEqualTo(best);
    Net faithful = new Net(Mode.FAITHFUL, 1);
    faithful.makeLayers(Layers.input(1, 1, 2), Layers.svm(3));
    faithful.forward(Vol.of(1, 2));
    assertThatThrownBy(faithful::getPrediction).hasMessageContaining("softmax");
  }

  @Test
  void aLoadedNetTrainsOnLikeTheSavedOne() {
    Net net = new Net(9);
    net.makeLayers("[{type:'input', out_sx:6, out_sy:6, out_depth:2}, "
        + "{type:'conv', sx:3, filters:4, activation:'maxout'},"
        + "{type:'lrn', k:1, n:3, alpha:0.1, beta:0.75}, {type:'pool', sx:2}, {type:'softmax', num_classes:3}]");
    Net loaded = new Net();
    loaded.fromJSON(ConvNetJson.stringify(net.toJSON()));
    Trainer first = new Trainer(net, "{method: 'adam', l1_decay: 0.01, l2_decay: 0.01}");
    Trainer second = new Trainer(loaded, "{method: 'adam', l1_decay: 0.01, l2_decay: 0.01}");
    for (int i = 0; i < 20; i++) {
      Vol x = new Vol(6, 6, 2, Rand.seeded(i));
      assertThat(first.train(x, i % 3).loss()).isEqualTo(second.train(x.clone(), i % 3).loss());
    }
  }

  private static double mean(Vol vol) {
    return DoubleStream.of(vol.w()).average().orElseThrow();
  }

  @Test
  void aNetThatWasTrainedWithUnscaledDropoutPredictsItsMean() {
    Net trained = new Net(Mode.FAITHFUL, 5);
    trained.makeLayers("[{type:'input',out_sx:1,out_sy:1,out_depth:3},{type:'fc',num_neurons:6,activation:'relu',"
        + "drop_prob:0.2},{type:'regression',num_neurons:2}]");
    Vol x = Vol.of(0.5, -1, 2);
    Net read = new Net(Mode.CORRECT, 6);
    read.fromJSON(trained.toJSON());
    double[] mean = new double[2];
    int draws = 20_000;
    for (int i = 0; i < draws; i++) {
      double[] y = trained.forward(x, true).w();
      for (int j = 0; j < 2; j++) {
        mean[j] += y[j] / draws;
      }
    }
    double[] predicted = read.forward(x).w();
    for (int j = 0; j < 2; j++) {
      assertThat(predicted[j]).isCloseTo(mean[j], org.assertj.core.api.Assertions.within(0.02));
    }
  }
}
