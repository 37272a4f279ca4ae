package dev.kasane.convnetjs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Engine;
import dev.kasane.convnetjs.Layers;
import dev.kasane.convnetjs.Method;
import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.ParamsAndGrads;
import dev.kasane.convnetjs.Rand;
import dev.kasane.convnetjs.Target;
import dev.kasane.convnetjs.TrainStats;
import dev.kasane.convnetjs.Trainer;
import dev.kasane.convnetjs.TrainerOptions;
import dev.kasane.convnetjs.Vol;
import dev.kasane.convnetjs.json.ConvNetJson;
import dev.kasane.convnetjs.layers.FullyConnLayer;
import dev.kasane.convnetjs.layers.Layer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The compiled engine against the layers' own arithmetic in double precision, over whole trajectories. */
class CompiledEngineTest {

  private static final String SOFT = "{type: 'softmax', num_classes: 3}]";

  @ParameterizedTest
  @ValueSource(strings = {
    "[{type:'input', out_sx:1, out_sy:1, out_depth:5}, {type:'fc', num_neurons:7, activation:'relu'}, " + SOFT,
    "[{type:'input', out_sx:1, out_sy:1, out_depth:5}, {type:'fc', num_neurons:7, activation:'tanh'}, " + SOFT,
    "[{type:'input', out_sx:1, out_sy:1, out_depth:5}, {type:'fc', num_neurons:7, activation:'sigmoid',"
        + " l1_decay_mul: 0.5, l2_decay_mul: 2}, {type: 'svm', num_classes: 4}]",
    "[{type:'input', out_sx:1, out_sy:1, out_depth:3}, {type:'fc', num_neurons:14, activation:'maxout',"
        + " group_size:4}, {type:'regression', num_neurons: 2}]",
    "[{type:'input', out_sx:7, out_sy:5, out_depth:2}, {type:'conv', sx:3, sy:2, filters:5, stride:2, pad:1,"
        + " activation:'relu'}, " + SOFT,
    "[{type:'input', out_sx:9, out_sy:8, out_depth:3}, {type:'conv', sx:3, filters:6, pad:1, activation:'maxout',"
        + " group_size:4}, {type:'pool', sx:3, stride:2}, " + SOFT,
    "[{type:'input', out_sx:6, out_sy:7, out_depth:1}, {type:'conv', sx:2, filters:4, l2_decay_mul:0,"
        + " l1_decay_mul:0}, {type:'pool', sx:2, stride:3, pad:2}, {type:'tanh'}, " + SOFT,
    "[{type:'input', out_sx:4, out_sy:3, out_depth:2}, {type:'conv', sx:2, filters:5, activation:'tanh'},"
        + " {type:'lrn', k:1, n:3, alpha:0.5, beta:0.75}, {type:'regression', num_neurons:3}]",
    "[{type:'input', out_sx:1, out_sy:1, out_depth:3}, {type:'fc', num_neurons:4, tensor:true}, " + SOFT,
    "[{type:'input', out_sx:3, out_sy:2, out_depth:3}, {type:'quadtransform'}, {type:'svm', num_classes:2}]",
    "[{type:'input', out_sx:2, out_sy:3, out_depth:4}, {type:'dropout', drop_prob:0}, {type:'sigmoid'},"
        + " {type:'fc', num_neurons:6}, {type:'relu'}, {type:'regression', num_neurons:1}]",
  })
  void makesTheUpdatesOfTheLayers(String definitions) {
    for (int batch : new int[] {1, 3, 20}) {
      TrainerOptions options = TrainerOptions.of(Method.SGD).batchSize(batch).l1Decay(0.01).l2Decay(0.02);
      new Pair(definitions, options, 11 + batch).learn(2 * batch + 3);
    }
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void knowsEveryMethod(Method method) {
    String net = "[{type:'input', out_depth:4}, {type:'fc', num_neurons:6, activation:'tanh'}, " + SOFT;
    Pair pair = new Pair(net, TrainerOptions.of(method).batchSize(3).l2Decay(0.001).eps(1e-6), 5);
    pair.learn(30);
    pair.change(pair.options.learningRate(0.05).momentum(0.5));
    pair.learn(6);
    pair.change(pair.options.momentum(0).l1Decay(0.001));
    pair.learn(6);
    pair.change(pair.options.momentum(0.8).l2Decay(0).ro(0.9).betas(0.8, 0.99));
    pair.learn(6);
    pair.change(pair.options.method(method == Method.ADAM ? Method.ADADELTA : Method.ADAM));
    pair.learn(6);
    pair.change(pair.options.method(method));
    pair.learn(6);
  }

  @Test
  void followsTheBatchSizeInTheMiddleOfABatch() {
    String net = "[{type:'input', out_depth:4}, {type:'fc', num_neurons:6, activation:'relu'}, " + SOFT;
    Pair pair = new Pair(net, TrainerOptions.of(Method.ADADELTA).batchSize(10), 6);
    pair.learn(13);
    assertThat(pair.compiled.pending()).isEqualTo(3);
    pair.change(pair.options.batchSize(2));
    pair.learn(1);
    assertThat(pair.compiled.pending()).isZero();
    pair.learn(4);
    pair.change(pair.options.batchSize(7));
    pair.learn(5);
    pair.change(pair.options.batchSize(20));
    pair.learn(20);
  }

  @Test
  void runsLargeBatchesInParts() {
    String net = "[{type:'input', out_depth:2}, {type:'fc', num_neurons:3, activation:'tanh'}, " + SOFT;
    int batch = 2 * CompiledEngine.MOST + 5;
    Pair pair = new Pair(net, TrainerOptions.of(Method.SGD).batchSize(batch).l2Decay(0.01), 7);
    pair.learn(2 * batch);
    pair.change(pair.options.batchSize(Integer.MAX_VALUE));
    pair.learn(CompiledEngine.MOST);
    pair.change(pair.options.batchSize(2));
    pair.learn(3);
  }

  @Test
  void learnsOneOfSeveralNumbers() {
    Net compiled = net("[{type:'input', out_depth:3}, {type:'regression', num_neurons:4}]", 3);
    Net eager = net("[{type:'input', out_depth:3}, {type:'regression', num_neurons:4}]", 3);
    Trainer first = new Trainer(compiled, TrainerOptions.of(Method.SGD).engine(Engine.COMPILED));
    Trainer second = new Trainer(eager, TrainerOptions.of(Method.SGD).engine(Engine.EAGER));
    for (int i = 0; i < 9; i++) {
      Vol x = Vol.of(0.3 * i, 1 - i, 0.5);
      TrainStats stats = first.train(x, i % 4, 2.5);
      assertThat(stats.costLoss()).isCloseTo(second.train(x, i % 4, 2.5).costLoss(), within(1e-4));
      same(compiled, eager, "sample " + i);
    }
  }

  @Test
  void seesWhatIsWrittenIntoWeightsAndShowsWhatWasLearned() {
    Net net = net("[{type:'input', out_depth:1}, {type:'regression', num_neurons:1}]", 1);
    TrainerOptions options = TrainerOptions.of(Method.SGD).learningRate(0.1).momentum(0).engine(Engine.COMPILED);
    Trainer trainer = new Trainer(net, options);
    trainer.train(Vol.of(1), 0.0);
    FullyConnLayer fc = (FullyConnLayer) net.layers().get(1);
    Vol held = fc.filters().getFirst();
    double[] array = held.w();
    fc.biases().set(0, 0, 0, 0);
    held.set(0, 0, 0, 2);
    trainer.train(Vol.of(1), 0.0);
    assertThat(held.get(0, 0, 0)).isCloseTo(1.8, within(1e-6));
    assertThat(array[0]).isCloseTo(1.8, within(1e-6));
    array[0] = 5;
    fc.biases().setConst(0);
    trainer.train(Vol.of(1), 0.0);
    assertThat(array[0]).isCloseTo(4.5, within(1e-6));
    assertThat(net.forward(Vol.of(1)).w()[0]).isCloseTo(4.0, within(1e-5));
  }

  @Test
  void showsWeightsToWhoeverAsksWithoutTakingAnArray() {
    Net net = net("[{type:'input', out_depth:1}, {type:'regression', num_neurons:1}]", 1);
    Vol weight = ((FullyConnLayer) net.layers().get(1)).filters().getFirst();
    double before = weight.get(0, 0, 0);
    Trainer trainer = new Trainer(net, TrainerOptions.of(Method.SGD).engine(Engine.COMPILED));
    trainer.train(Vol.of(1), 100.0);
    double after = weight.get(0, 0, 0);
    assertThat(after).isGreaterThan(before);
    assertThat(ConvNetJson.stringify(net.toJSON())).contains(Double.toString(after));
    assertThat(weight.isHandedOut()).isFalse();
    Trainer eager = new Trainer(net, TrainerOptions.of(Method.SGD).engine(Engine.EAGER));
    eager.train(Vol.of(1), 100.0);
    double later = weight.get(0, 0, 0);
    trainer.train(Vol.of(1), 100.0);
    assertThat(weight.get(0, 0, 0)).isGreaterThan(later);
  }

  @Test
  void dropsAsManyAsItShouldAndKeepsTheMean() {
    Net net = net("[{type:'input', out_depth:2000}, {type:'dropout', drop_prob:0.3},"
        + " {type:'regression', num_neurons:1}]", 8);
    FullyConnLayer fc = (FullyConnLayer) net.layers().get(2);
    fc.filters().getFirst().setConst(0);
    TrainerOptions options =
        TrainerOptions.of(Method.SGD).momentum(0).learningRate(1).engine(Engine.COMPILED);
    new Trainer(net, options).train(new Vol(1, 1, 2000, 1.0), -1.0);
    double[] w = fc.filters().getFirst().w();
    int dropped = 0;
    for (double value : w) {
      dropped += value == 0 ? 1 : 0;
      assertThat(value).isIn(0.0, (double) (-1 / 0.7f));
    }
    assertThat(dropped).isBetween(520, 680);
  }

  @Test
  void givesTheSameBitsForTheSameSeed() {
    String defs = "[{type:'input', out_sx:6, out_sy:6, out_depth:2}, {type:'conv', sx:3, filters:4, drop_prob:0.4,"
        + " activation:'relu'}, " + SOFT;
    String[] saved = new String[2];
    for (int i = 0; i < 2; i++) {
      Net net = net(defs, 99);
      Trainer trainer = new Trainer(net, TrainerOptions.of(Method.ADAM).batchSize(4).engine(Engine.COMPILED));
      Rand rand = Rand.seeded(4);
      for (int k = 0; k < 16; k++) {
        trainer.train(new Vol(6, 6, 2, rand), k % 3);
      }
      saved[i] = ConvNetJson.stringify(net.toJSON());
    }
    assertThat(saved[0]).isEqualTo(saved[1]);
  }

  @Test
  void predictsAndLetsLayersMakeUpForThePass() {
    String defs = "[{type:'input', out_sx:7, out_sy:6, out_depth:2}, {type:'conv', sx:3, filters:4, pad:1,"
        + " activation:'relu'}, {type:'pool', sx:2}, " + SOFT;
    Net compiled = net(defs, 12);
    Net eager = net(defs, 12);
    compiled.engine(Engine.COMPILED);
    eager.engine(Engine.EAGER);
    Vol x = new Vol(7, 6, 2, Rand.seeded(1));
    assertThat(compiled.forward(x).w()).containsExactly(eager.forward(x.clone()).w(), within(1e-6));
    assertThat(compiled.getPrediction()).isEqualTo(eager.getPrediction());
    assertThat(out(compiled, 3)).containsExactly(out(eager, 3), within(1e-12));
    assertThat(compiled.forward(x).depth()).isEqualTo(3);
    Vol other = x.clone();
    eager.forward(other);
    assertThat(compiled.backward(1)).isCloseTo(eager.backward(1), within(1e-12));
    assertThat(x.dw()).containsExactly(other.dw(), within(1e-12));
    assertThatThrownBy(() -> compiled.forward(Vol.of(1, 2))).isInstanceOf(ConvNetException.class)
        .hasMessageContaining("7x6x2");
  }

  @Test
  void refusesWhatDoesNotFitAndGoesOn() {
    String defs = "[{type:'input', out_depth:2}, " + SOFT;
    Pair pair = new Pair(defs, TrainerOptions.of(Method.SGD).batchSize(3), 2);
    pair.learn(1);
    assertThatThrownBy(() -> pair.compiled.train(Vol.of(1), 0)).hasMessageContaining("1x1x2");
    assertThatThrownBy(() -> pair.compiled.train(Vol.of(1, 2), 3)).hasMessageContaining("from 0 to 2");
    assertThatThrownBy(() -> pair.compiled.train(Vol.of(1, 2), new double[] {1})).hasMessageContaining("class");
    assertThat(pair.compiled.pending()).isEqualTo(1);
    pair.learn(5);
  }

  @Test
  void learnsBatches() {
    String defs = "[{type:'input', out_depth:2}, {type:'fc', num_neurons:4, activation:'tanh'}, " + SOFT;
    Rand rand = Rand.seeded(3);
    Vol[] xs = new Vol[7];
    int[] labels = new int[7];
    float[] flat = new float[14];
    for (int i = 0; i < xs.length; i++) {
      flat[2 * i] = (float) rand.randn(0, 1);
      flat[2 * i + 1] = (float) rand.randn(0, 1);
      xs[i] = Vol.of(flat[2 * i], flat[2 * i + 1]);
      labels[i] = i % 3;
    }
    Net[] nets = new Net[4];
    for (int i = 0; i < nets.length; i++) {
      nets[i] = net(defs, 21);
      Engine engine = i % 2 == 0 ? Engine.COMPILED : Engine.EAGER;
      Trainer trainer = new Trainer(nets[i], TrainerOptions.of(Method.ADAM).engine(engine));
      for (int round = 0; round < 3; round++) {
        TrainStats stats = i < 2 ? trainer.trainBatch(xs, labels) : trainer.trainBatch(flat, labels);
        assertThat(stats.updated()).isTrue();
        assertThat(trainer.batchCosts()).hasSize(7);
      }
      assertThatThrownBy(() -> trainer.trainBatch(xs, new int[] {1})).hasMessageContaining("as many targets");
      same(nets[i], nets[0], "net " + i);
    }
  }

  @Test
  void takesNewLayers() {
    String defs = "[{type:'input', out_depth:2}, {type:'fc', num_neurons:4, activation:'tanh'}, " + SOFT;
    Pair pair = new Pair(defs, TrainerOptions.of(Method.ADAGRAD).batchSize(2), 2);
    pair.learn(5);
    String saved = ConvNetJson.stringify(pair.compiledNet.toJSON());
    pair.compiledNet.fromJSON(saved);
    pair.eagerNet.fromJSON(saved);
    pair.compiled = new Trainer(pair.compiledNet, pair.options.engine(Engine.COMPILED));
    pair.eager = new Trainer(pair.eagerNet, pair.options.engine(Engine.EAGER));
    pair.learn(6);
    pair.compiledNet.makeLayers("[{type:'input', out_depth:2}, {type:'fc', num_neurons:3}, " + SOFT);
    pair.compiled.train(Vol.of(1, 2), 1);
    assertThat(pair.compiled.pending()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"1, EagerEngine", "1000, CompiledEngine"})
  void choosesBySize(int neurons, String engine) {
    Net net = new Net(1);
    net.makeLayers(Layers.input(1, 1, 50), Layers.fc(neurons), Layers.softmax(2));
    assertThat(Work.compilesTraining(net, TrainerOptions.of(Method.SGD))).isEqualTo(engine.equals("CompiledEngine"));
    assertThat(Work.compilesTraining(net, TrainerOptions.of(Method.SGD).engine(Engine.COMPILED))).isTrue();
    Net faithful = new Net(Mode.FAITHFUL, 1);
    faithful.makeLayers(Layers.input(1, 1, 50), Layers.fc(neurons), Layers.softmax(2));
    assertThat(Work.compilesTraining(faithful, TrainerOptions.of(Method.SGD).engine(Engine.COMPILED))).isFalse();
  }

  @Test
  void computesRandomNetsLikeTheLayers() {
    for (long seed = 1; seed <= 40; seed++) {
      Rand rand = Rand.seeded(seed);
      String definitions = RandomNet.draw(rand);
      Method method = Method.values()[rand.randi(0, Method.values().length)];
      TrainerOptions options = TrainerOptions.of(method).learningRate(0.005).eps(1e-4)
          .batchSize(rand.randi(1, 6)).l2Decay(rand.randf(0, 0.01)).l1Decay(rand.randf(0, 0.01));
      Pair pair = new Pair(definitions, options, seed);
      pair.looks = seed % 2 == 0;
      pair.learn(12);
      same(pair.compiledNet, pair.eagerNet, pair.what);
    }
  }

  private static double[] out(Net net, int layer) {
    Vol out = net.layers().get(layer).outAct();
    assertThat(out).isNotNull();
    return out == null ? new double[0] : out.w();
  }

  static Net net(String definitions, long seed) {
    Net net = new Net(seed);
    net.makeLayers(definitions);
    return net;
  }

  static void same(Net actual, Net expected, String what) {
    List<ParamsAndGrads> a = actual.getParamsAndGrads();
    List<ParamsAndGrads> b = expected.getParamsAndGrads();
    for (int i = 0; i < a.size(); i++) {
      for (int j = 0; j < a.get(i).params().length; j++) {
        double e = b.get(i).params()[j];
        assertThat(a.get(i).params()[j]).as("%s: parameters %d, number %d", what, i, j)
            .isCloseTo(e, within(2e-4 * (1 + Math.abs(e))));
      }
    }
  }

  /** The same net twice, once with each engine. */
  private static final class Pair {
    final Net compiledNet;
    final Net eagerNet;
    final String what;
    private final Rand rand;
    Trainer compiled;
    Trainer eager;
    TrainerOptions options;

    /** Whether weights are looked at after each update, so that the engine must bring them. */
    boolean looks = true;

    Pair(String definitions, TrainerOptions options, long seed) {
      this.options = options;
      compiledNet = net(definitions, seed);
      eagerNet = net(definitions, seed);
      rand = Rand.seeded(seed + 1000);
      compiled = new Trainer(compiledNet, options.engine(Engine.COMPILED));
      eager = new Trainer(eagerNet, options.engine(Engine.EAGER));
      what = "seed " + seed + ", " + definitions + ", " + options;
    }

    void change(TrainerOptions newOptions) {
      options = newOptions;
      compiled.options(newOptions);
      eager.options(newOptions);
    }

    void learn(int samples) {
      Layer input = eagerNet.layers().getFirst();
      Layer loss = eagerNet.layers().getLast();
      for (int i = 0; i < samples; i++) {
        Vol x = new Vol(input.outSx(), input.outSy(), input.outDepth(), 0.0);
        for (int j = 0; j < x.length(); j++) {
          x.w()[j] = rand.randn(0, 1);
        }
        Target y = Target.label(rand.randi(0, loss.outDepth()));
        if (loss.layerType().equals("regression")) {
          double[] values = new double[loss.outDepth()];
          for (int j = 0; j < values.length; j++) {
            values[j] = rand.randn(0, 1);
          }
          y = Target.values(values);
        }
        TrainStats e = eager.train(x, y);
        TrainStats c = compiled.train(x, y);
        assertThat(c.updated()).as(what).isEqualTo(e.updated());
        assertThat(compiled.pending()).as(what).isEqualTo(eager.pending());
        if (e.updated()) {
          double[] costs = eager.batchCosts();
          assertThat(compiled.batchCosts()).as(what).containsExactly(costs, within(2e-3));
          assertThat(c.samples()).isEqualTo(costs.length);
          assertThat(c.l2DecayLoss()).as(what).isCloseTo(e.l2DecayLoss(), within(1e-4));
          assertThat(c.l1DecayLoss()).as(what).isCloseTo(e.l1DecayLoss(), within(1e-4));
          if (looks) {
            same(compiledNet, eagerNet, what + ", sample " + i);
          }
        }
      }
    }
  }
}
