package dev.kasane.studio.search;

import dev.kasane.convnetjs.Activation;
import dev.kasane.convnetjs.LayerDefinition;
import dev.kasane.convnetjs.Method;
import dev.kasane.convnetjs.TrainerOptions;
import dev.kasane.convnetjs.magic.Candidate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a page says about a candidate.
 *
 * @param round in which it was tried, from 0
 * @param number among those of its round, from 0
 * @param hidden its hidden layers
 * @param method of its trainer
 * @param rate its learning rate, or null for adadelta, which has none
 * @param momentum of sgd, or null
 * @param batch its batch size
 * @param l2 its decay
 * @param scores accuracy or R² in each fold so far
 * @param mean of the scores
 * @param spread their standard deviation
 */
record CandidateView(
    int round,
    int number,
    List<Hidden> hidden,
    String method,
    @Nullable Double rate,
    @Nullable Double momentum,
    int batch,
    double l2,
    List<Double> scores,
    double mean,
    double spread) {

  /** A hidden layer. */
  record Hidden(int neurons, String activation, @Nullable Double drop) {}

  static CandidateView of(int round, int number, Candidate candidate) {
    List<Hidden> hidden = new ArrayList<>();
    for (LayerDefinition each : candidate.layerDefs()) {
      if (each instanceof LayerDefinition.FullyConnected fc) {
        Activation activation = fc.sugar().activation();
        String word = activation == null ? "linear" : activation.word();
        hidden.add(new Hidden(fc.numNeurons(), word, fc.sugar().dropProb()));
      }
    }
    TrainerOptions trainer = candidate.trainerDef();
    boolean sgd = trainer.method() == Method.SGD;
    return new CandidateView(
        round, number, hidden, trainer.method().word(),
        trainer.method() == Method.ADADELTA ? null : (Double) trainer.learningRate(),
        sgd ? (Double) trainer.momentum() : null, trainer.batchSize(), trainer.l2Decay(), candidate.scores(),
        candidate.meanScore(), candidate.spread());
  }
}
