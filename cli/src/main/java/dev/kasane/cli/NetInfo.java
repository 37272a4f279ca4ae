package dev.kasane.cli;

import dev.kasane.cli.terminal.Console;
import dev.kasane.cli.terminal.TextTable;
import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.ParamsAndGrads;
import dev.kasane.convnetjs.layers.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a ConvNetJS net is made of. */
final class NetInfo {

  private final Net net;

  NetInfo(Net net) {
    this.net = net;
  }

  /** Prints a line for each layer, or one JSON object. */
  void print(String name, boolean json, Console console) {
    console.out().println(json ? asJson(name).line() : table().toString() + "\n"
        + String.format(Locale.ROOT, "Parameters: %,d", parameters()));
  }

  private TextTable table() {
    TextTable table = new TextTable().left("Layer").left("Output (width x height x depth)").right("Parameters");
    List<Layer> layers = net.layers();
    for (int i = 0; i < layers.size(); i++) {
      table.row(layers.get(i).layerType() + "_" + i, layers.get(i).out().toString(),
          String.format(Locale.ROOT, "%,d", parameters(layers.get(i))));
    }
    return table;
  }

  private JsonOutput asJson(String name) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Layer layer : net.layers()) {
      rows.add(new JsonOutput()
          .put("layer_type", layer.layerType())
          .put("out_sx", layer.outSx())
          .put("out_sy", layer.outSy())
          .put("out_depth", layer.outDepth())
          .put("parameters", parameters(layer))
          .fields());
    }
    return new JsonOutput()
        .put("model", name)
        .put("format", "convnetjs")
        .put("parameters", parameters())
        .put("layers", rows);
  }

  private long parameters() {
    return net.layers().stream().mapToLong(NetInfo::parameters).sum();
  }

  private static long parameters(Layer layer) {
    long sum = 0;
    for (ParamsAndGrads each : layer.getParamsAndGrads()) {
      sum += each.params().length;
    }
    return sum;
  }
}
