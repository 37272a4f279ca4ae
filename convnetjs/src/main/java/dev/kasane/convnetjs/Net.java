package dev.kasane.convnetjs;

import dev.kasane.convnetjs.engine.CompiledNet;
import dev.kasane.convnetjs.engine.Work;
import dev.kasane.convnetjs.json.ConvNetJson;
import dev.kasane.convnetjs.layers.Layer;
import dev.kasane.convnetjs.layers.LossLayer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Layers one after the other; the first is an input and the last a loss. A net keeps what it computed last, so two
 * threads must not share one.
 *
 * <p>A {@link Trainer} may compute elsewhere than in the layers. Before a net hands out or uses its layers, it asks its
 * {@link ParameterOwner} to bring the parameters here.
 */
public final class Net {

  private final Mode mode;
  private final Rand rand;
  private List<Layer> layers = List.of();
  private @Nullable ParameterOwner owner;
  private long generation;
  private Engine engine = Engine.AUTO;
  private boolean compiles;

  /** The input of a pass that the layers have not made themselves, and what came out of it. */
  private @Nullable Vol passed;
  private @Nullable Vol passedOut;

  /** An empty net in {@link Mode#CORRECT}, with other random numbers in each run. */
  public Net() {
    this(Mode.CORRECT);
  }

  /** An empty net, with other random numbers in each run. */
  public Net(Mode mode) {
    this(mode, Rand.unseeded());
  }

  /** An empty net in {@link Mode#CORRECT}, with the same random numbers for the same seed. */
  public Net(long seed) {
    this(Mode.CORRECT, seed);
  }

  /** An empty net, with the same random numbers for the same seed. */
  public Net(Mode mode, long seed) {
    this(mode, Rand.seeded(seed));
  }

  /** An empty net that draws its random numbers here: weights first, in the order of the layers, then dropout. */
  public Net(Mode mode, Rand rand) {
    this.mode = mode;
    this.rand = rand;
  }

  /** What this net computes. */
  public Mode mode() {
    return mode;
  }

  /** What computes {@link #forward(Vol)}. */
  public Engine engine() {
    return engine;
  }

  /**
   * Sets what computes {@link #forward(Vol)} in {@link Mode#CORRECT}; {@link Engine#AUTO} decides by size. A trainer
   * has a setting of its own, {@link TrainerOptions#engine}.
   */
  public void engine(Engine newEngine) {
    engine = newEngine;
    compiles = !layers.isEmpty() && Work.compilesPrediction(this);
  }

  /** Where its random numbers come from. */
  public Rand rand() {
    return rand;
  }

  /** Makes layers of definitions; see {@link #makeLayers(List)}. */
  public void makeLayers(LayerDefinition... definitions) {
    makeLayers(List.of(definitions));
  }

  /** Makes layers of definitions as a text; see {@link LayerDefinitions#parse} and {@link #makeLayers(List)}. */
  public void makeLayers(String definitions) {
    makeLayers(LayerDefinitions.maps(definitions));
  }

  /**
   * Makes layers with new weights, in place of those that were here. Softmax, svm and regression get a fully connected
   * layer before them, also behind one; {@code activation} and {@code drop_prob} become layers of their own.
   *
   * @param definitions {@link LayerDefinition}s, or maps with ConvNetJS's names. The faithful modes write into such
   *     maps what ConvNetJS writes: {@code bias_pref}, {@code in_sx}, {@code in_sy} and {@code in_depth}
   * @throws ConvNetException if there are fewer than two, the first is no input, the last is no loss (in {@link
   *     Mode#CORRECT}), or a layer does not go with the one before
   */
  public void makeLayers(List<?> definitions) {
    replace(new NetMaker(mode, rand).make(definitions));
  }

  /** Its layers, after what definitions say about layers around them has become layers. */
  public List<Layer> layers() {
    publish();
    generation++;
    return layers;
  }

  /** A pass in prediction mode; see {@link #forward(Vol, boolean)}. */
  public Vol forward(Vol v) {
    return forward(v, false);
  }

  /**
   * Passes a volume through all layers.
   *
   * @param isTraining whether dropout drops
   * <p>Predictions of a large net in {@link Mode#CORRECT} are computed by the compiled engine, in {@code float}. When
   * somebody then asks a layer for what it saw or made, or goes back, the layers make up for the pass, with input and
   * weights as they are by then.
   *
   * @return what the last layer makes; it stays as it is when the net goes on, but svm and regression share it with the
   *     layer before
   * @throws ConvNetException in {@link Mode#CORRECT} if the volume has another size than the input layer
   */
  public Vol forward(Vol v, boolean isTraining) {
    if (compiles && !isTraining) {
      Vol out = CompiledNet.of(this).predict(v);
      passed = v;
      passedOut = out;
      return out;
    }
    return eager(v, isTraining);
  }

  private Vol eager(Vol v, boolean isTraining) {
    passed = null;
    publish();
    Vol act = v;
    for (Layer layer : nonEmpty()) {
      act = layer.forward(act, isTraining);
    }
    return act;
  }

  /** The loss of an input in prediction mode; no gradients of parameters change. */
  public double getCostLoss(Vol v, Target y) {
    eager(v, false);
    return lossBackward(y);
  }

  /** The loss of an input in prediction mode, for a class. */
  public double getCostLoss(Vol v, int label) {
    return getCostLoss(v, Target.label(label));
  }

  /** The loss of an input in prediction mode, for a regression. */
  public double getCostLoss(Vol v, double[] values) {
    return getCostLoss(v, Target.values(values));
  }

  /**
   * Goes back from the last pass: adds to the gradients of the parameters and replaces those of all volumes between the
   * layers, the input included.
   *
   * @return the loss; NaN in the faithful modes if the last layer is none
   */
  public double backward(Target y) {
    List<Layer> all = nonEmpty();
    double loss = lossBackward(y);
    for (int i = all.size() - 2; i >= 0; i--) {
      all.get(i).backward();
    }
    return loss;
  }

  /** The same for a class. */
  public double backward(int label) {
    return backward(Target.label(label));
  }

  /** The same for a regression. */
  public double backward(double[] values) {
    return backward(Target.values(values));
  }

  /** All parameters and gradients, in the order of the layers. */
  public List<ParamsAndGrads> getParamsAndGrads() {
    return layers().stream().flatMap(layer -> layer.getParamsAndGrads().stream()).toList();
  }

  /**
   * The class with the largest output in the last pass.
   *
   * @throws ConvNetException if the net is no classifier (in {@link Mode#FAITHFUL} also for svm), or there was no pass
   */
  public int getPrediction() {
    Layer last = nonEmpty().getLast();
    boolean knows = switch (mode) {
      case CORRECT -> last.layerType().equals("softmax") || last.layerType().equals("svm");
      case FAITHFUL -> last.layerType().equals("softmax");
      case FAITHFUL_NPM -> true;
    };
    if (!knows) {
      String expected = mode.faithful() ? "softmax" : "softmax or svm";
      throw new ConvNetException("getPrediction: expected a net that ends with " + expected + ", this one"
          + " ends with " + last.layerType());
    }
    Vol out = passed != null && passedOut != null ? passedOut : last.outAct();
    if (out == null) {
      throw new ConvNetException("getPrediction: expected a pass before; call forward first");
    }
    double[] p = out.w();
    int best = 0;
    for (int i = 1; i < p.length; i++) {
      if (p[i] > p[best]) {
        best = i;
      }
    }
    return best;
  }

  /**
   * {@code {layers: [...]}}: what ConvNetJS saves and loads. Turn it to text with {@link ConvNetJson#stringify}. In {@link
   * Mode#CORRECT} dropout layers are members of the layer before, so that ConvNetJS predicts the same.
   */
  public Map<String, Object> toJSON() {
    Map<String, Object> json = new LinkedHashMap<>();
    List<Layer> all = layers();
    json.put("layers", mode.faithful() ? all.stream().map(Layer::toJSON).toList() : SavedDropout.write(all));
    return json;
  }

  /** Reads what ConvNetJS or {@link #toJSON} saved, as text; see {@link #fromJSON(Map)}. */
  public void fromJSON(String json) {
    fromJSON(ConvNetJson.parse(json));
  }

  /**
   * Reads what ConvNetJS or {@link #toJSON} saved, in place of the layers that were here.
   *
   * @throws ConvNetException if a layer is unknown, lacks something, or does not agree with itself or the layer before;
   *     the net then stays as it was
   */
  public void fromJSON(Map<String, ?> json) {
    replace(new NetMaker(mode, rand).read(json));
  }

  /** A number that grows whenever parameters may have been changed by somebody else than the owner. */
  public long generation() {
    return generation;
  }

  /** Who has the parameters when they are not here. */
  public @Nullable ParameterOwner owner() {
    return owner;
  }

  /** Notes, for engines, that an input has passed elsewhere; the layers make up for it when somebody asks them. */
  public void passedElsewhere(Vol v) {
    passed = v;
    passedOut = null;
  }

  /** Sets who has the parameters when they are not here; null for nobody. The one before is asked to bring them. */
  public void owner(@Nullable ParameterOwner newOwner) {
    publish();
    owner = newOwner;
  }

  /** The layers as they are, without asking the owner for parameters: for engines. */
  public List<Layer> bareLayers() {
    return nonEmpty();
  }

  private void replace(List<Layer> newLayers) {
    owner = null;
    generation++;
    layers = List.copyOf(newLayers);
    passed = null;
    compiles = Work.compilesPrediction(this);
    layers.forEach(layer -> layer.onRecall(this::recall));
  }

  /** Lets the layers make up for a pass that was computed elsewhere. */
  private void recall() {
    if (passed != null) {
      eager(passed, false);
    }
  }

  private void publish() {
    if (owner != null) {
      owner.publish();
    }
  }

  private double lossBackward(Target y) {
    Layer last = nonEmpty().getLast();
    if (last instanceof LossLayer loss) {
      return loss.backward(y);
    }
    last.backward();
    return Double.NaN;
  }

  private List<Layer> nonEmpty() {
    if (layers.isEmpty()) {
      throw new ConvNetException("This net has no layers yet: call makeLayers or fromJSON first");
    }
    return layers;
  }
}
