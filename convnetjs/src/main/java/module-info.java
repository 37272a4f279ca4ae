/** ConvNetJS on the JVM: its API, networks and files on Kasane's engine. */
module dev.kasane.convnetjs {
  requires static transitive org.jspecify;
  requires transitive dev.kasane;
  requires transitive java.desktop;
  requires tools.jackson.core;

  exports dev.kasane.convnetjs;
  exports dev.kasane.convnetjs.convert;
  exports dev.kasane.convnetjs.deepqlearn;
  exports dev.kasane.convnetjs.engine;
  exports dev.kasane.convnetjs.json;
  exports dev.kasane.convnetjs.layers;
  exports dev.kasane.convnetjs.magic;
}
