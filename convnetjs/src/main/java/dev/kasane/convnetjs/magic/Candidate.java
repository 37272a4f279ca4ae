package dev.kasane.convnetjs.magic;

import dev.kasane.convnetjs.Activation;
import dev.kasane.convnetjs.LayerDefinition;
import dev.kasane.convnetjs.Layers;
import dev.kasane.convnetjs.Method;
import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Rand;
import dev.kasane.convnetjs.Trainer;
import dev.kasane.convnetjs.TrainerOptions;
import dev.kasane.convnetjs.TrainingEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A net that is tried: what it is made of, how it is trained, and how well it did in each fold. */
public final class Candidate {

  private static final List<Activation> ACTIVATIONS = List.of(Activation.TANH, Activation.MAXOUT, Activation.RELU);

  private final List<LayerDefinition> layerDefs;
  private final TrainerOptions trainerDef;
  private final List<Double> scores = new ArrayList<>();
  private Net net;
  private Trainer trainer;
  private boolean retrained;

  private Candidate(List<LayerDefinition> layerDefs, TrainerOptions trainerDef, Net made) {
    this.layerDefs = layerDefs;
    this.trainerDef = trainerDef;
    this.net = made;
    this.trainer = trainer(made);
  }

  /** Draws a candidate in ConvNetJS's order: layers, weights, then the trainer. */
  static Candidate draw(MagicNetOptions options, int inputs, LayerDefinition loss, Rand rand, Rand weights) {
    List<LayerDefinition> layers = new ArrayList<>();
    layers.add(Layers.input(1, 1, inputs));
    Integer hidden = rand.weightedSample(List.of(0, 1, 2, 3), 0.2, 0.3, 0.3, 0.2);
    for (int q = 0; q < (hidden == null ? 0 : hidden); q++) {
      int neurons = rand.randi(options.neuronsMin(), options.neuronsMax());
      Activation activation = ACTIVATIONS.get(rand.randi(0, 3));
      boolean dropout = rand.randf(0, 1) < 0.5;
      LayerDefinition.FullyConnected layer = Layers.fc(neurons).activation(activation);
      layers.add(dropout ? layer.dropProb(rand.random()) : layer);
    }
    layers.add(loss);
    Net net = new Net(options.mode(), weights);
    List<LayerDefinition> definitions = List.copyOf(layers);
    net.makeLayers(definitions);
    int batch = rand.randi(options.batchSizeMin(), options.batchSizeMax());
    double l2 = Math.pow(10, rand.randf(options.l2DecayMin(), options.l2DecayMax()));
    double rate = Math.pow(10, rand.randf(options.learningRateMin(), options.learningRateMax()));
    double momentum = rand.randf(options.momentumMin(), options.momentumMax());
    double kind = rand.randf(0, 1);
    TrainerOptions trainer = TrainerOptions.defaults(options.mode()).batchSize(batch).l2Decay(l2);
    if (kind < 0.33) {
      trainer = trainer.method(Method.ADADELTA);
    } else if (kind < 0.66) {
      trainer = trainer.method(Method.ADAGRAD).learningRate(rate);
    } else {
      trainer = trainer.method(Method.SGD).learningRate(rate).momentum(momentum);
    }
    return new Candidate(definitions, trainer, net);
  }

  private Trainer trainer(Net trained) {
    return new Trainer(trained, trainerDef, TrainingEngine::eager);
  }

  /** Begins anew with other weights. */
  void renew(Net fresh) {
    fresh.makeLayers(layerDefs);
    net = fresh;
    trainer = trainer(fresh);
  }

  void addScore(double score) {
    scores.add(score);
  }

  void retrained(boolean done) {
    retrained = done;
  }

  /** Its net, as the last training left it. */
  public Net net() {
    return net;
  }

  /** Its trainer. */
  public Trainer trainer() {
    return trainer;
  }

  /** What its net is made of. */
  public List<LayerDefinition> layerDefs() {
    return layerDefs;
  }

  /** How it is trained. */
  public TrainerOptions trainerDef() {
    return trainerDef;
  }

  /** Accuracy, or for a regression the coefficient of determination R², in each fold so far. */
  public List<Double> scores() {
    return List.copyOf(scores);
  }

  /** The mean of {@link #scores}; 0 before there are any. */
  public double meanScore() {
    return scores.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  /** The standard deviation of {@link #scores}. */
  public double spread() {
    double mean = meanScore();
    return Math.sqrt(scores.stream().mapToDouble(s -> (s - mean) * (s - mean)).average().orElse(0));
  }

  /** Whether its net has been trained on all data. */
  public boolean retrained() {
    return retrained;
  }

  /** Its hidden layers in words, such as {@code 12 tanh, 8 relu (drop 0.31)}. */
  public String layers() {
    List<String> words = new ArrayList<>();
    for (LayerDefinition each : layerDefs) {
      if (each instanceof LayerDefinition.FullyConnected fc) {
        Activation activation = fc.sugar().activation();
        Double drop = fc.sugar().dropProb();
        words.add(fc.numNeurons() + (activation == null ? "" : " " + activation.word())
            + (drop == null ? "" : String.format(Locale.ROOT, " (drop %.2f)", drop)));
      }
    }
    return words.isEmpty() ? "none" : String.join(", ", words);
  }

  /** Its trainer in words, such as {@code adagrad, rate 0.012, batch 64, l2 0.0003}. */
  public String training() {
    String rate =
        trainerDef.method() == Method.ADADELTA ? "" : String.format(Locale.ROOT, ", rate %.2g", trainerDef.learningRate());
    return trainerDef.method().word() + rate + ", batch " + trainerDef.batchSize()
        + String.format(Locale.ROOT, ", l2 %.2g", trainerDef.l2Decay());
  }
}
