/**
 * Kasane: tensors, graphs with gradients, a compiling engine and the layers, data and training loop on top of it.
 *
 * <p>The vector module is optional. Without {@code --add-modules jdk.incubator.vector} the engine runs plain loops.
 */
module dev.kasane {
  requires static jdk.incubator.vector;
  requires static org.jspecify;
  requires java.desktop;
  requires java.net.http;
  requires jdk.jfr;

  exports dev.kasane.graph;
  exports dev.kasane.tensor;
}
