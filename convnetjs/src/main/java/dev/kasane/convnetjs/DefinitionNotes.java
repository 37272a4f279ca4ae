package dev.kasane.convnetjs;

import java.util.List;
import java.util.Map;

/** What ConvNetJS writes into its caller's definitions. Maps that cannot change are left alone. */
final class DefinitionNotes {

  private DefinitionNotes() {}

  static void writeBiases(List<LayerDefinition> typed, List<?> origins) {
    for (int i = 0; i < typed.size(); i++) {
      if (typed.get(i).weights().isPresent() && typed.get(i).weights().get().biasPref() == null) {
        write(origins.get(i), "bias_pref", Desugar.bias(typed.get(i)));
      }
    }
  }

  static void writeSize(Object origin, Size in) {
    write(origin, "in_sx", in.sx());
    write(origin, "in_sy", in.sy());
    write(origin, "in_depth", in.depth());
  }

  @SuppressWarnings("unchecked") // definitions have names, and these are Strings
  private static void write(Object origin, String name, double value) {
    if (origin instanceof Map<?, ?> map) {
      try {
        ((Map<String, Object>) map).put(name, value);
      } catch (UnsupportedOperationException _) {
        // A frozen object: JavaScript ignores the write as well.
      }
    }
  }
}
