package dev.kasane.convnetjs;

import dev.kasane.convnetjs.json.JsonView;
import dev.kasane.convnetjs.layers.DropoutLayer;
import dev.kasane.convnetjs.layers.InputLayer;
import dev.kasane.convnetjs.layers.Layer;
import dev.kasane.convnetjs.layers.LayerFactory;
import dev.kasane.convnetjs.layers.LayerReader;
import dev.kasane.convnetjs.layers.LossLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the layers of a net, of definitions or of what was saved, each for the size that the one before gives. */
final class NetMaker {

  private final Mode mode;
  private final Rand rand;

  NetMaker(Mode mode, Rand rand) {
    this.mode = mode;
    this.rand = rand;
  }

  List<Layer> make(List<?> definitions) {
    List<LayerDefinition> typed = new ArrayList<>(definitions.size());
    for (Object item : definitions) {
      typed.add(item instanceof LayerDefinition definition
          ? definition
          : LayerDefinitions.read(typed.size(), LayerDefinitions.map(typed.size(), item), !mode.faithful()));
    }
    if (typed.size() < 2) {
      throw new ConvNetException("Expected at least two layer definitions, an input and a loss, received "
          + typed.size());
    }
    if (!(typed.getFirst() instanceof LayerDefinition.Input)) {
      throw new ConvNetException("layer definition 0: expected an input, received " + typed.getFirst().type());
    }
    List<Layer> made = make(Desugar.apply(typed), definitions);
    if (mode.faithful()) {
      DefinitionNotes.writeBiases(typed, definitions);
    }
    return made;
  }

  private List<Layer> make(List<Desugar.Plain> plain, List<?> origins) {
    LayerFactory factory = new LayerFactory(mode, rand);
    List<Layer> made = new ArrayList<>(plain.size());
    Size size = new Size(0, 0, 0);
    for (Desugar.Plain each : plain) {
      try {
        made.add(factory.make(each.definition(), size));
      } catch (ConvNetException e) {
        throw new ConvNetException("layer " + made.size() + ": " + e.getMessage(), e);
      }
      if (mode.faithful() && each.origin() > 0) {
        DefinitionNotes.writeSize(origins.get(each.origin()), size);
      }
      size = made.getLast().out();
    }
    requireOrder(made);
    return made;
  }

  List<Layer> read(Map<String, ?> json) {
    LayerReader reader = new LayerReader(mode, rand);
    List<Layer> read = new ArrayList<>();
    List<DropoutLayer> unscaled = new ArrayList<>();
    Size size = new Size(0, 0, 0);
    for (JsonView view : JsonView.of("net", json).objects("layers")) {
      JsonView named = view.named("layer " + read.size());
      if (read.isEmpty() && !"input".equals(view.raw("layer_type"))) {
        throw named.error("layer_type", "expected the first layer to be an input, received "
            + JsonView.kind(view.raw("layer_type")));
      }
      Layer layer = reader.read(named, size);
      read.add(layer);
      size = layer.out();
      if (!mode.faithful()) {
        if (layer instanceof DropoutLayer dropout) {
          unscaled.add(dropout);
        }
        read.addAll(SavedDropout.behind(named, layer, mode, rand));
      }
    }
    requireOrder(read);
    SavedDropout.scale(read, unscaled);
    return read;
  }

  private void requireOrder(List<Layer> made) {
    if (made.isEmpty()) {
      throw new ConvNetException("net: layers: expected at least an input and a loss, received none");
    }
    for (int i = 0; i < made.size(); i++) {
      boolean last = i == made.size() - 1;
      boolean loss = made.get(i) instanceof LossLayer;
      boolean input = made.get(i) instanceof InputLayer;
      if (!mode.faithful() && (loss != last || input != (i == 0))) {
        throw new ConvNetException("layer " + i + " (" + made.get(i).layerType() + "): expected "
            + (last ? "the last layer to be softmax, svm or regression" : "an input first and a loss last only"));
      }
    }
  }
}
