package dev.kasane.convnetjs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.convnetjs.layers.ConvLayer;
import dev.kasane.convnetjs.layers.DropoutLayer;
import dev.kasane.convnetjs.layers.FullyConnLayer;
import dev.kasane.convnetjs.layers.Layer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerDefinitionsTest {

  private static final List<LayerDefinition> EXPECTED =
      List.of(
          Layers.input(24, 24, 1),
          Layers.conv(5, 8).pad(2).activation(Activation.RELU).l1DecayMul(0.5),
          Layers.fc(10).activation(Activation.MAXOUT).groupSize(5).dropProb(0.5).biasPref(0.2),
          Layers.softmax(10));

  @ParameterizedTest
  @ValueSource(strings = {
    """
    [{"type":"input","out_sx":24,"out_sy":24,"out_depth":1},
     {"type":"conv","sx":5,"filters":8,"pad":2,"activation":"relu","l1_decay_mul":0.5},
     {"type":"fc","num_neurons":10,"activation":"maxout","group_size":5,"drop_prob":0.5,"bias_pref":0.2},
     {"type":"softmax","num_classes":10}]
    """,
    """
    var defs = [
      // 'quotes] and brackets' in a comment do no harm
      {type: 'input', out_sx: 24, out_sy: 24, out_depth: 1},
      {type: 'conv', sx: 5, filters: 8, pad: 2, activation: 'relu', l1_decay_mul: .5,},
      {type: 'fc', num_neurons: 10, activation: 'maxout', group_size: 5, drop_prob: 5e-1, bias_pref: 0.2}, /* [ */
      {type: 'softmax', num_classes: 10},
    ];
    """,
    """
    var layer_defs = [];
    // input
    layer_defs.push({type:'input', out_sx:24, out_sy:24, out_depth:1});
    layer_defs.push({type:'conv', sx:5, filters:8, pad:2, activation:'relu', l1_decay_mul: 0.5})
    layer_defs.push({type:'fc', num_neurons:10, activation:'maxout', group_size:5, drop_prob:0.5, bias_pref:0.2});
    layer_defs.push({type:'softmax', num_classes:10});
    """,
    """
    [{type:'input', width:24, height:24, depth:1}, {type:'conv', sx:5, sy:5, stride:1, filters:8, pad:2,
      activation:'relu', l1_decay_mul:0.5, in_sx: 3, in_sy: 3, in_depth: 3}, {type:'fc', filters:10,
      activation:'maxout', group_size:5, drop_prob:0.5, bias_pref:0.2, tensor: false}, {type:'softmax', num_classes:10}]
    """
  })
  void readsWhatUsersWrite(String text) {
    assertThat(LayerDefinitions.parse(text)).isEqualTo(EXPECTED);
  }

  @Test
  void desugarsAsTheLibraryDoes() {
    Net net = new Net(1);
    net.makeLayers("[{type:'input', out_depth:4}, {type:'fc', num_neurons:5, activation:'tanh'},"
        + "{type:'fc', num_neurons:5, activation:'tanh'}, {type:'softmax', num_classes:3}]");
    assertThat(net.layers()).hasSize(7);
    net.makeLayers("[{type:'input', out_depth:4}, {type:'fc', num_neurons:5, activation:'relu'},"
        + "{type:'fc', num_neurons:3}, {type:'regression', num_neurons:3}]");
    assertThat(types(net)).containsExactly("input", "fc", "relu", "fc", "fc", "regression");
    assertThat(((FullyConnLayer) net.layers().get(1)).biases().w()).containsOnly(0.1);
    assertThat(((FullyConnLayer) net.layers().get(3)).biases().w()).containsOnly(0);
    net.makeLayers(Layers.input(5, 5, 2), Layers.conv(3, 4).activation(Activation.RELU).dropProb(0.25), Layers.svm(2));
    assertThat(types(net)).containsExactly("input", "conv", "relu", "dropout", "fc", "svm");
    assertThat(((ConvLayer) net.layers().get(1)).biases().w()).containsOnly(0.1);
    assertThat(((ConvLayer) net.layers().get(1)).l1DecayMul()).isEqualTo(1);
    assertThat(((DropoutLayer) net.layers().get(3)).dropProb()).isEqualTo(0.25);
  }

  @Test
  void sameSeedSameWeights() {
    Net first = new Net(5);
    Net second = new Net(5);
    first.makeLayers(EXPECTED);
    second.makeLayers(EXPECTED);
    Vol x = new Vol(24, 24, 1, Rand.seeded(1));
    assertThat(first.forward(x).w()).isEqualTo(second.forward(x).w());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
    "[{type:'input', out_depth:1}, {type:'dense', num_neurons:3}] | definition 1 (dense): type: unknown kind of layer",
    "[{type:'input', out_depth:1}, {type:'fc'}] | definition 1 (fc): num_neurons: expected a number, received nothing",
    "[{type:'input', out_depth:1}, {type:'fc', num_neurons:0}] | num_neurons: expected a whole number from 1,",
    "[{type:'input', out_depth:1}, {type:'fc', num_neurons:2.5}] | num_neurons: expected a whole number from 1",
    "[{type:'input', out_depth:1}, {type:'fc', num_neurons:3, activation:'gelu'}] | activation: expected relu, sigmoid",
    "[{type:'input', out_depth:1}, {type:'fc', num_neurons:3, numneurons:3}] | unknown option \"numneurons\"",
    "[{type:'input', out_depth:1}] | at least two layer definitions",
    "[{type:'fc', num_neurons:3}, {type:'softmax', num_classes:2}] | expected an input",
    "[{type:'input', out_depth:1}, {type:'fc', num_neurons:3}] | layer 1 (fc): expected the last layer to be softmax",
    "[{type:'input', out_depth:1}, {type:'svm', num_classes:2}, {type:'softmax', num_classes:2}] | layer 2 (svm)",
    "[{type:'input'}, {type:'softmax', num_classes:2}] | layer 0: input: expected an output of at least 1x1x1",
    "[{type:'input', out_depth:1}, {type:'conv', sx:3, filters:2}, {type:'svm', num_classes:2}] | layer 1: conv:",
    "[{type:'input', out_depth:1}, {type:'pool', sx:3}, {type:'svm', num_classes:2}] | layer 1: pool: expected an",
    "[{type:'input', out_depth:3}, {type:'maxout', group_size:4}, {type:'svm', num_classes:2}] | layer 1: maxout",
    "[{type:'input', out_depth:3}, {type:'dropout', drop_prob:1}, {type:'svm', num_classes:2}] | from 0 to below 1",
    "[{type:'input', out_depth:3}, {type:'lrn', k:1}, {type:'svm', num_classes:2}] | n: expected a number",
    "[{type:'input', out_depth:99999}, {type:'fc', num_neurons:999999999}, {type:'svm', num_classes:2}] | fits into",
    "[{type:'input', out_sx:99999, out_sy:99999, out_depth:9}, {type:'svm', num_classes:2}] | fits into",
    "[1, 2] | received numbers",
    "[{type:'input' out_depth:3}] | Not JSON",
    "[{type:'input' | closing bracket",
    "net = 3 | Expected a list of layer definitions",
    "~~ | empty text"
  })
  void namesWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> new Net(1).makeLayers(text)).isInstanceOf(ConvNetException.class)
        .hasMessageContaining(message).message().doesNotContain("\n");
  }

  private static List<String> types(Net net) {
    return net.layers().stream().map(Layer::layerType).toList();
  }

  @Test
  void trainerOptionsAreChecked() {
    assertThatThrownBy(() -> TrainerOptions.parse("{method: 'sdg'}", Mode.CORRECT)).hasMessageContaining("\"sdg\"");
    assertThat(TrainerOptions.parse("{method: 'sdg'}", Mode.FAITHFUL).method()).isEqualTo(Method.SGD);
    assertThatThrownBy(() -> TrainerOptions.parse("{learningrate: 1}", Mode.CORRECT)).hasMessageContaining("unknown");
    assertThatThrownBy(() -> TrainerOptions.parse("{batch_size: 0}", Mode.CORRECT)).hasMessageContaining("batch_size");
    assertThatThrownBy(() -> TrainerOptions.of(Map.of("l2_decay", "x"), Mode.CORRECT)).hasMessageContaining("l2_decay");
    assertThat(TrainerOptions.defaults(Mode.FAITHFUL_NPM).eps()).isEqualTo(1e-6);
    assertThat(TrainerOptions.of(Map.of(), Mode.CORRECT))
        .isEqualTo(new TrainerOptions(Method.SGD, 0.01, 0, 0, 1, 0.9, 0.95, 1e-8, 0.9, 0.999, Engine.AUTO));
  }
}
