package dev.kasane.convnetjs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.convnetjs.json.ConvNetJson;
import dev.kasane.convnetjs.layers.ConvLayer;
import dev.kasane.convnetjs.layers.FullyConnLayer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NetJsonTest {

  private static final String NET =
      "{'layers':[{'out_depth':1,'out_sx':3,'out_sy':3,'layer_type':'input'},"
          + "{'sx':2,'sy':2,'stride':1,'in_depth':1,'out_depth':1,'out_sx':2,'out_sy':2,'layer_type':'conv','pad':0,"
          + "'l1_decay_mul':0,'l2_decay_mul':1,'filters':[{'sx':2,'sy':2,'depth':1,'w':{'0':1,'1':2,'2':3,'3':4}}],"
          + "'biases':{'sx':1,'sy':1,'depth':1,'w':{'0':0.5}}},"
          + "{'out_depth':2,'out_sx':1,'out_sy':1,'layer_type':'fc','num_inputs':4,'l1_decay_mul':0,'l2_decay_mul':1,"
          + "'filters':[{'sx':1,'sy':1,'depth':4,'w':[1,2,3,4]},{'sx':1,'sy':1,'depth':4,'w':[5,6,7,8]}],"
          + "'biases':{'sx':1,'sy':1,'depth':2,'w':[0,0]}},"
          + "{'out_depth':2,'out_sx':1,'out_sy':1,'layer_type':'svm','num_inputs':2}]}";

  @Test
  void readsWhatTheLibraryWrote() {
    Net net = read(NET);
    Vol x = Vol.wrap(3, 3, 1, new double[] {1, 0, 0, 0, 0, 0, 0, 0, 1});
    assertThat(net.forward(x).w()).containsExactly(1.5 + 1 + 1.5 + 18, 7.5 + 3 + 3.5 + 36);
    Net again = new Net();
    again.fromJSON(net.toJSON());
    assertThat(again.forward(x).w()).isEqualTo(net.forward(x).w());
  }

  @Test
  void fieldsThatOldFilesLackHaveTheirDefaults() {
    Net net = read(NET.replace("'pad':0,", "").replace("'l1_decay_mul':0,'l2_decay_mul':1,", ""));
    ConvLayer conv = (ConvLayer) net.layers().get(1);
    assertThat(conv.pad()).isZero();
    assertThat(conv.l1DecayMul()).isEqualTo(1);
    assertThat(((FullyConnLayer) net.layers().get(2)).l2DecayMul()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void everyKindOfLayerComesBack(Mode mode) {
    for (String loss : List.of("softmax", "svm", "regression")) {
      Net net = new Net(mode, 3);
      net.makeLayers("[{type:'input', out_sx:7, out_sy:6, out_depth:2},"
          + "{type:'conv', sx:3, sy:2, filters:4, pad:1, stride:2, activation:'relu', l1_decay_mul:0.5},"
          + "{type:'quadtransform'},"
          + "{type:'lrn', k:1, n:3, alpha:0.1, beta:0.75}, {type:'pool', sx:2, stride:1},"
          + "{type:'maxout', group_size:3},"
          + "{type:'fc', num_neurons:4, activation:'sigmoid', drop_prob:0.3},"
          + "{type:'fc', num_neurons:4, activation:'tanh'},"
          + "{type:'" + loss + "', num_classes:3, num_neurons:3}]");
      String text = ConvNetJson.stringify(net.toJSON());
      Net again = new Net(mode, 4);
      again.fromJSON(text);
      Vol x = new Vol(7, 6, 2, Rand.seeded(1));
      assertThat(again.forward(x).w()).isEqualTo(net.forward(x).w());
      assertThat(ConvNetJson.stringify(again.toJSON())).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
    "'layer_type':'svm' | 'layer_type':'lppool' | layer 3 (lppool): layer_type: unknown kind of layer",
    "'layer_type':'svm' | 'layer_type':null | layer 3: layer_type: expected a text, received null",
    "'layer_type':'input' | 'layer_type':'relu' | layer 0: layer_type: expected the first layer to be an input",
    "'depth':4,'w':[1,2,3,4]} | 'depth':4,'w':[1,2,3]} | layer 2 (fc): filters[0]: w: expected 4 numbers",
    "'w':[1,2,3,4] | 'w':[1,null,3,4] | layer 2 (fc): filters[0]: w[1]: expected a finite number, received null",
    "'w':[1,2,3,4] | 'w':[1,'2',3,4] | w[1]: expected a finite number, received \"2\"",
    "'w':{'0':0.5} | 'w':{} | layer 1 (conv): biases: w: expected 1 numbers",
    "'depth':4,'w':[1 | 'depth':5,'w':[1 | filters[0]: expected size 1x1x4, received 1x1x5",
    "'num_inputs':4 | 'num_inputs':5 | layer 2 (fc): num_inputs: expected 4",
    "'num_inputs':2 | 'num_inputs':2000000000 | layer 3 (svm): num_inputs: expected 2",
    "'out_depth':2,'out_sx':1,'out_sy':1,'layer_type':'fc' | 'out_depth':2000000000,'layer_type':'fc' | "
        + "layer 2 (fc): filters: expected 2000000000",
    "'out_sx':3,'out_sy':3 | 'out_sx':2000000000,'out_sy':2000000000 | fits into memory",
    "'out_sx':3,'out_sy':3 | 'out_sx':3,'out_sy':4 | layer 1 (conv): out_sy: expected 3",
    "'in_depth':1 | 'in_depth':3 | layer 1 (conv): in_depth: expected 1",
    "'stride':1 | 'stride':0 | stride: expected a whole number from 1, received 0",
    "'pad':0 | 'pad':-1 | pad: expected a whole number from 0",
    "'pad':0 | 'pad':1000000000 | layer 1: conv: expected a size that fits into memory",
    "'sx':2,'sy':2,'stride' | 'sx':9,'sy':9,'stride' | layer 1: conv: expected an output of at least 1x1x1",
    "'biases' | 'bias' | layer 1 (conv): biases: expected an object {...}, received nothing",
    "{'layers':[ | {'layers':[3, | expected an object",
    "{'layers' | {'layer' | net: layers: expected a list"
  })
  void namesTheLayerAndTheField(String good, String bad, String message) {
    String text = NET.replaceFirst(java.util.regex.Pattern.quote(good), java.util.regex.Matcher.quoteReplacement(bad));
    assertThat(text).isNotEqualTo(NET);
    assertThatThrownBy(() -> read(text)).isInstanceOf(ConvNetException.class).hasMessageContaining(message)
        .message().doesNotContain("\n");
  }

  @Test
  void takesNoMemoryForWhatAFileMerelySays() {
    String text = "{'layers':[{'out_depth':1,'out_sx':6000,'out_sy':5000,'layer_type':'input'},"
        + "{'layer_type':'relu'},{'layer_type':'dropout','drop_prob':0.5},{'layer_type':'maxout','group_size':1},"
        + "{'layer_type':'pool','sx':1,'sy':1,'stride':1,'in_depth':1},{'layer_type':'softmax'}]}";
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    long before = runtime.totalMemory() - runtime.freeMemory();
    Net net = read(text);
    System.gc();
    long after = runtime.totalMemory() - runtime.freeMemory();
    assertThat(net.layers()).hasSize(6);
    assertThat(after - before).isLessThan(20_000_000);
  }

  @Test
  void aNetStaysAsItWasWhenAFileIsWrong() {
    Net net = read(NET);
    assertThatThrownBy(() -> net.fromJSON("{\"layers\":[]}")).hasMessageContaining("received none");
    assertThat(net.layers()).hasSize(4);
    assertThatThrownBy(() -> new Net().forward(Vol.of(1))).hasMessageContaining("no layers yet");
  }

  @Test
  void deepNestingIsRefused() {
    assertThatThrownBy(() -> ConvNetJson.parse("[".repeat(100_000))).isInstanceOf(ConvNetException.class);
    assertThatThrownBy(() -> LayerDefinitions.parse("[".repeat(100_000))).isInstanceOf(ConvNetException.class);
  }

  private static Net read(String text) {
    Net net = new Net();
    net.fromJSON(text.replace('\'', '"'));
    return net;
  }
}
