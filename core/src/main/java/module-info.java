/**
 * Kasane: tensors, graphs with gradients, a compiling engine and the layers, data and training loop on top of it.
 *
 * <p>The vector module is optional. Without {@code --add-modules jdk.incubator.vector} the engine runs plain loops.
 */
module dev.kasane {
  requires static jdk.incubator.vector;
  requires static transitive org.jspecify;
  requires java.desktop;
  requires java.net.http;
  requires jdk.jfr;

  exports dev.kasane.autodiff;
  exports dev.kasane.backend;
  exports dev.kasane.backend.cpu;
  exports dev.kasane.backend.reference;
  exports dev.kasane.data;
  exports dev.kasane.data.augment;
  exports dev.kasane.data.digits;
  exports dev.kasane.data.mnist;
  exports dev.kasane.data.readers;
  exports dev.kasane.explain;
  exports dev.kasane.graph;
  exports dev.kasane.json;
  exports dev.kasane.nn;
  exports dev.kasane.nn.checks;
  exports dev.kasane.nn.initializers;
  exports dev.kasane.nn.layers;
  exports dev.kasane.nn.losses;
  exports dev.kasane.nn.metrics;
  exports dev.kasane.nn.optimizers;
  exports dev.kasane.nn.regularizers;
  exports dev.kasane.nn.schedules;
  exports dev.kasane.plan;
  exports dev.kasane.tensor;
  exports dev.kasane.train;
  exports dev.kasane.train.callbacks;
  exports dev.kasane.train.files;
}
