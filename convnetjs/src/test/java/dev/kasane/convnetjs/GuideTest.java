package dev.kasane.convnetjs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.convnetjs.json.ConvNetJson;
import dev.kasane.convnetjs.layers.Layer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a beginner's guide to ConvNetJS shows, line by line. */
class GuideTest {

  @Test
  void volumes() {
    Vol random = new Vol(32, 32, 3);
    Vol filled = new Vol(32, 32, 3, 0.0);
    Vol small = new Vol(1, 1, 3);
    Vol list = new Vol(new double[] {1.2, 3.5, 3.6});
    assertThat(random.w()).hasSize(3072);
    assertThat(random.dw()).hasSize(3072).containsOnly(0);
    assertThat(filled.w()).containsOnly(0);
    assertThat(small.length()).isEqualTo(3);
    assertThat(list).hasToString("Vol(1x1x3)");
    assertThat(list.w()).containsExactly(1.2, 3.5, 3.6);
    filled.set(2, 0, 1, 5.0);
    assertThat(filled.get(2, 0, 1)).isEqualTo(5.0);
  }

  @Test
  void aNetTurnsAVolumeIntoAnother() {
    Net net = new Net(1);
    net.makeLayers("""
        [{type:'input', out_sx:1, out_sy:1, out_depth:2},
         {type:'svm', num_classes:2}]
        """);
    Vol x = new Vol(new double[] {0.5, -1.3});
    Vol scores = net.forward(x);
    assertThat(scores.length()).isEqualTo(2);
    assertThat(scores.w()[0]).isFinite();
  }

  @Test
  void inputs() {
    assertThat(sizes("{type:'input', out_sx:1, out_sy:1, out_depth:20}").getFirst()).isEqualTo(new Size(1, 1, 20));
    assertThat(sizes("{type:'input', out_sx:24, out_sy:24, out_depth:3}").getFirst()).isEqualTo(new Size(24, 24, 3));
  }

  @Test
  void fullyConnected() {
    String input = "{type:'input', out_sx:1, out_sy:1, out_depth:20}, ";
    assertThat(sizes(input + "{type:'fc', num_neurons:10}")).contains(new Size(1, 1, 10));
    for (String activation : List.of("sigmoid", "tanh", "relu")) {
      Net net = net(input + "{type:'fc', num_neurons:10, activation:'" + activation + "'}");
      assertThat(types(net)).containsExactly("input", "fc", activation, "fc", "softmax");
    }
    assertThat(sizes(input + "{type:'fc', num_neurons:10, activation:'maxout'}")).contains(new Size(1, 1, 5));
    assertThat(sizes(input + "{type:'fc', num_neurons:12, group_size: 4, activation:'maxout'}"))
        .contains(new Size(1, 1, 3));
    assertThat(types(net(input + "{type:'fc', num_neurons:10, activation:'relu', drop_prob: 0.5}")))
        .containsExactly("input", "fc", "relu", "dropout", "fc", "softmax");
  }

  @Test
  void classifiers() {
    for (String loss : List.of("softmax", "svm")) {
      Net net = new Net(2);
      net.makeLayers("[{type:'input', out_sx:1, out_sy:1, out_depth:2}, {type:'" + loss + "', num_classes:2}]");
      Trainer trainer = new Trainer(net, "{learning_rate: 0.1}");
      for (int i = 0; i < 50; i++) {
        trainer.train(Vol.of(1, 0), 0);
        trainer.train(Vol.of(0, 1), 1);
      }
      net.forward(Vol.of(1, 0));
      assertThat(net.getPrediction()).isEqualTo(0);
      net.forward(Vol.of(0, 1));
      assertThat(net.getPrediction()).isEqualTo(1);
    }
  }

  @Test
  void regression() {
    Net net = new Net(3);
    net.makeLayers("[{type:'input', out_sx:1, out_sy:1, out_depth:2}, {type:'fc', num_neurons:5, activation:'sigmoid'},"
        + "{type:'regression', num_neurons:3}]");
    Trainer trainer = new Trainer(net, "{learning_rate: 0.1, momentum: 0}");
    Vol x = Vol.of(0.5, -1.3);
    TrainStats first = trainer.train(x, new double[] {0.7, 0.1, 0.3});
    TrainStats last = first;
    for (int i = 0; i < 200; i++) {
      last = trainer.train(x, new double[] {0.7, 0.1, 0.3});
    }
    assertThat(last.costLoss()).isLessThan(first.costLoss() / 100);
    assertThat(net.forward(x).w()).containsExactly(new double[] {0.7, 0.1, 0.3}, within(0.01));
    trainer.train(x, 1, 0.9);
    assertThat(net.forward(x).w()[1]).isGreaterThan(0.1);

    Net one = new Net(4);
    one.makeLayers("[{type:'input', out_sx:1, out_sy:1, out_depth:2}, {type:'regression', num_neurons:1}]");
    Trainer single = new Trainer(one, "{learning_rate: 0.1}");
    for (int i = 0; i < 200; i++) {
      single.train(x, new double[] {0.7});
    }
    assertThat(one.forward(x).w()[0]).isCloseTo(0.7, within(1e-3));
    single.train(x, 0.7);
  }

  @Test
  void convolutionAndPooling() {
    List<Size> sizes = sizes("{type:'input', out_sx:24, out_sy:24, out_depth:1},"
        + "{type:'conv', sx:5, filters:8, stride:1, pad:2, activation:'relu'}, {type:'pool', sx:2, stride:2},"
        + "{type:'conv', sx:5, filters:16, stride:1, pad:2, activation:'relu'}, {type:'pool', sx:3, stride:3}");
    assertThat(sizes).containsExactly(
        new Size(24, 24, 1), new Size(24, 24, 8), new Size(24, 24, 8), new Size(12, 12, 8),
        new Size(12, 12, 16), new Size(12, 12, 16), new Size(4, 4, 16), new Size(1, 1, 2), new Size(1, 1, 2));
    Net net = new Net(1);
    net.makeLayers("layer_defs = [];\n"
        + "layer_defs.push({type:'input', out_sx:24, out_sy:24, out_depth:1}); // the digits\n"
        + "layer_defs.push({type:'conv', sx:5, filters:8, stride:1, pad:2, activation:'relu'});\n"
        + "layer_defs.push({type:'pool', sx:2, stride:2});\n"
        + "layer_defs.push({type:'conv', sx:5, filters:16, stride:1, pad:2, activation:'relu'});\n"
        + "layer_defs.push({type:'pool', sx:3, stride:3});\n"
        + "layer_defs.push({type:'softmax', num_classes:10});");
    assertThat(net.getParamsAndGrads().stream().mapToInt(set -> set.params().length).sum()).isEqualTo(5994);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "{method: 'sgd', learning_rate: 0.01, l2_decay: 0.001, momentum: 0.9, batch_size: 10, l1_decay: 0.001}",
    "{method: 'adadelta', l2_decay: 0.001, batch_size: 10}",
    "{method: 'adagrad', l2_decay: 0.001, l1_decay: 0.001, batch_size: 10}"
  })
  void trainers(String options) {
    Net net = new Net(5);
    net.makeLayers("[{type:'input', out_sx:1, out_sy:1, out_depth:2}, {type:'softmax', num_classes:4}]");
    Trainer trainer = new Trainer(net, options);
    TrainStats stats = trainer.train(Vol.of(0.3, 0.1), 3);
    assertThat(stats.toMap()).containsOnlyKeys(
        "fwd_time", "bwd_time", "l2_decay_loss", "l1_decay_loss", "cost_loss", "softmax_loss", "loss");
    assertThat(stats.costLoss()).isPositive();
    assertThat(stats.updated()).isFalse();
    for (int i = 1; i < 9; i++) {
      assertThat(trainer.train(Vol.of(0.3, 0.1), 3).updated()).isFalse();
    }
    assertThat(trainer.train(Vol.of(0.3, 0.1), 3).updated()).isTrue();
  }

  @Test
  void trainingLoopSavingAndLoading() {
    double[][] data = {{1.3, 0.2}, {0.5, -1.1}, {-0.4, 0.6}, {-1.2, -0.7}};
    int[] labels = {0, 0, 1, 1};
    Net net = new Net(6);
    net.makeLayers("[{type:'input', out_sx:1, out_sy:1, out_depth:2}, {type:'fc', num_neurons:6, activation:'tanh'},"
        + "{type:'softmax', num_classes:2}]");
    SGDTrainer trainer = new SGDTrainer(net, "{learning_rate:0.01, momentum:0.9, batch_size:16, l2_decay:0.001}");
    Vol x = new Vol(1, 1, 2, 0.0);
    for (int epoch = 0; epoch < 400; epoch++) {
      for (int i = 0; i < data.length; i++) {
        x.w()[0] = data[i][0];
        x.w()[1] = data[i][1];
        trainer.train(x, labels[i]);
      }
    }
    String text = ConvNetJson.stringify(net.toJSON());
    Net loaded = new Net();
    loaded.fromJSON(ConvNetJson.parse(text));
    for (int i = 0; i < data.length; i++) {
      assertThat(loaded.forward(Vol.of(data[i])).w()).isEqualTo(net.forward(Vol.of(data[i])).w());
      assertThat(net.getPrediction()).isEqualTo(labels[i]);
    }
  }

  private static Net net(String definitions) {
    Net net = new Net(1);
    net.makeLayers("[" + definitions + ", {type:'softmax', num_classes:2}]");
    return net;
  }

  private static List<Size> sizes(String definitions) {
    return net(definitions).layers().stream().map(Layer::out).toList();
  }

  private static List<String> types(Net net) {
    return net.layers().stream().map(Layer::layerType).toList();
  }
}
