package dev.kasane.convnetjs.engine;

import dev.kasane.backend.Backend;
import dev.kasane.backend.Executable;
import dev.kasane.backend.Variables;
import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.ParameterOwner;
import dev.kasane.convnetjs.Size;
import dev.kasane.convnetjs.Vol;
import dev.kasane.convnetjs.layers.InputLayer;
import dev.kasane.convnetjs.layers.Layer;
import dev.kasane.convnetjs.layers.SoftmaxLayer;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A net's parameters as the compiled backend keeps them, shared by its predictions and its trainers.
 *
 * <p>There is one truth about the parameters at any time. After a step of training it lies here, until somebody reads
 * the layers' volumes: then it is copied there. Once an array of the volumes was handed out, its holder may read and
 * write it at any time, so that from then on each step begins with a copy to here and ends with a copy back.
 */
public final class CompiledNet implements ParameterOwner {

  /** One team of threads for all nets; they take turns. */
  private static final class Shared {
    static final Backend BACKEND = new CpuBackend();
  }

  private static final String INPUT = "input";
  private static final String OUTPUT = "output";

  private final List<Layer> layers;
  private final List<ParameterSet> parameters;
  private final Variables variables = Shared.BACKEND.newVariables();
  private final InputLayer input;
  private boolean ahead;
  private boolean handedOut;
  private boolean uploaded;
  private int trainers;
  private @Nullable Executable prediction;
  private float[] sample = {};
  private float[] result = {};

  private CompiledNet(List<Layer> layers) {
    this.layers = layers;
    this.input = (InputLayer) layers.getFirst();
    this.parameters = ParameterSet.of(layers);
  }

  /** The one of this net, made if there is none yet or the net got other layers. */
  public static CompiledNet of(Net net) {
    List<Layer> layers = net.bareLayers();
    if (net.owner() instanceof CompiledNet known && known.layers == layers) {
      return known;
    }
    CompiledNet made = new CompiledNet(layers);
    net.owner(made);
    for (ParameterSet set : made.parameters) {
      for (Vol vol : set.vols()) {
        made.handedOut |= vol.isHandedOut();
        vol.owner(made);
      }
    }
    return made;
  }

  /** A pass in prediction mode, computed in {@code float}. */
  public Vol predict(Vol v) {
    input.require(v);
    Executable ready = prediction;
    if (ready == null) {
      ready = preparePrediction();
      prediction = ready;
    }
    before();
    double[] w = v.read();
    for (int i = 0; i < sample.length; i++) {
      sample[i] = (float) w[i];
    }
    ready.write(INPUT, sample, 0);
    ready.run(0);
    ready.read(OUTPUT, result, 0);
    Size out = layers.getLast().out();
    Vol made = new Vol(out.sx(), out.sy(), out.depth(), 0.0);
    double[] y = made.bare();
    for (int i = 0; i < y.length; i++) {
      y[i] = result[i];
    }
    return made;
  }

  private Executable preparePrediction() {
    Graph graph = new Graph();
    Size in = input.out();
    sample = new float[(int) in.length()];
    result = new float[(int) layers.getLast().out().length()];
    Node x = graph.batchInput(INPUT, Shape.of(1, in.sy(), in.sx(), in.depth()));
    Node last = new LayerNodes(graph, 1, false, 0).beforeLoss(layers, x);
    graph.output(OUTPUT, layers.getLast() instanceof SoftmaxLayer ? Ops.softmax(last) : last);
    return prepare(graph);
  }

  /** A number for each trainer, under which it keeps what its optimizer remembers. */
  int register() {
    return trainers++;
  }

  List<Layer> layers() {
    return layers;
  }

  List<ParameterSet> parameters() {
    return parameters;
  }

  Variables variables() {
    return variables;
  }

  Executable prepare(Graph graph) {
    return Shared.BACKEND.prepare(graph, variables);
  }

  /** Before a run: brings here what was written into the volumes. */
  void before() {
    if (handedOut || !uploaded) {
      parameters.forEach(set -> set.upload(variables));
      uploaded = true;
    }
  }

  /** After a run that changed the parameters. */
  void changed() {
    ahead = true;
    if (handedOut) {
      publish();
    }
  }

  @Override
  public void publish() {
    if (ahead) {
      ahead = false;
      parameters.forEach(set -> set.download(variables));
    }
  }

  @Override
  public void handedOut() {
    handedOut = true;
  }
}
