package dev.kasane.studio.world;

import dev.kasane.convnetjs.Engine;
import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Target;
import dev.kasane.convnetjs.TrainStats;
import dev.kasane.convnetjs.Trainer;
import dev.kasane.convnetjs.Vol;
import dev.kasane.convnetjs.layers.FullyConnLayer;
import dev.kasane.convnetjs.layers.Layer;
import java.util.ArrayList;
import java.util.List;

/**
 * A net with its trainer, both as a person set them. Belongs to a world: between two steps only. Which engine computes
 * is left to the library, which knows from which size on its compiled engine is the faster one.
 */
public final class LearningNet {

  private static final double MAX_WEIGHT = 1e6;

  private final NetText text;
  private final Net net;
  private final Trainer trainer;
  private TrainerSettings settings;

  /** A net with new weights: the same for the same seed. */
  public LearningNet(NetText text, TrainerSettings settings, long seed) {
    this.text = text;
    this.settings = settings;
    net = new Net(seed);
    net.makeLayers(text.definitions());
    net.engine(Engine.EAGER); // single predictions between batches: nothing is gained by compiling them
    trainer = new Trainer(net, settings.options());
  }

  /**
   * A layer.
   *
   * @param index its place, 0 for the input
   * @param type ConvNetJS's word
   * @param size how many numbers come out
   */
  public record LayerInfo(int index, String type, int size) {}

  /**
   * What a fully connected layer has learnt.
   *
   * @param layer its place
   * @param weights for each neuron one number for each input
   * @param biases one for each neuron
   */
  public record Weights(int layer, double[][] weights, double[] biases) {}

  /** How it was written. */
  public NetText text() {
    return text;
  }

  /** The net itself. Read its volumes with {@link Vol#read}: the engine then keeps the parameters where they are. */
  public Net net() {
    return net;
  }

  /** How it is trained. */
  public TrainerSettings settings() {
    return settings;
  }

  /** Trains otherwise from the next sample on. */
  public void settings(TrainerSettings newSettings) {
    settings = newSettings;
    trainer.options(newSettings.options());
  }

  /** Learns from a sample; see {@link Trainer#train(Vol, Target)}. */
  public TrainStats train(Vol x, Target y) {
    return trainer.train(x, y);
  }

  /** Learns from a sample without a volume. */
  public Trainer trainer() {
    return trainer;
  }

  /** Its layers, the input first. */
  public List<LayerInfo> layers() {
    List<LayerInfo> infos = new ArrayList<>();
    for (Layer layer : net.bareLayers()) {
      infos.add(new LayerInfo(infos.size(), layer.layerType(), (int) layer.out().length()));
    }
    return infos;
  }

  /** A copy of all weights. */
  public List<Weights> weights() {
    List<Weights> all = new ArrayList<>();
    List<Layer> layers = net.bareLayers();
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i) instanceof FullyConnLayer fc) {
        double[][] weights = fc.filters().stream().map(vol -> vol.read().clone()).toArray(double[][]::new);
        all.add(new Weights(i, weights, fc.biases().read().clone()));
      }
    }
    return all;
  }

  /**
   * Sets a weight.
   *
   * @param layer the place of a fully connected layer
   * @param to the neuron
   * @param from the input; -1 for the bias
   * @param value from -1e6 to 1e6
   * @throws IllegalArgumentException if there is no such weight, or the value is none
   */
  public void weight(int layer, int to, int from, double value) {
    List<Layer> layers = net.bareLayers();
    if (layer < 0 || layer >= layers.size() || !(layers.get(layer) instanceof FullyConnLayer fc)
        || to < 0 || to >= fc.outDepth() || from < -1 || from >= fc.numInputs()) {
      throw new IllegalArgumentException(
          "There is no weight from " + from + " to neuron " + to + " of layer " + layer);
    }
    if (!(Math.abs(value) <= MAX_WEIGHT)) {
      throw new IllegalArgumentException(
          "A weight must be from " + -MAX_WEIGHT + " to " + MAX_WEIGHT + ", received " + value);
    }
    Vol vol = from < 0 ? fc.biases() : fc.filters().get(to);
    vol.w()[from < 0 ? to : from] = value;
  }
}
