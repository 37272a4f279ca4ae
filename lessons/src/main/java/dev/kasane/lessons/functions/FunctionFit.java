package dev.kasane.lessons.functions;

import static dev.kasane.nn.Initializers.randomUniform;
import static dev.kasane.nn.Layers.dense;
import static dev.kasane.nn.Layers.input;
import static dev.kasane.nn.Losses.meanSquaredError;
import static dev.kasane.nn.Optimizers.sgd;

import dev.kasane.data.Dataset;
import dev.kasane.nn.layers.ActivationFunction;
import dev.kasane.nn.layers.Dense;
import dev.kasane.nn.layers.Layer;
import dev.kasane.train.Model;
import dev.kasane.train.Sequential;
import java.util.ArrayList;
import java.util.List;

/** A function of one variable, learned with Kasane. */
public final class FunctionFit {

  private FunctionFit() {}

  /**
   * A network of one input, hidden layers and one output, each number uniform between −0.5 and 0.5.
   *
   * @param rate for the gradient of ½ (y − f)²; the mean squared error has no ½, so its rate is half of that
   * @param h activation of the hidden layers
   * @param hidden neurons of each hidden layer
   */
  public static Model network(double rate, ActivationFunction h, int... hidden) {
    List<Layer> layers = new ArrayList<>(List.of(input(1)));
    for (int neurons : hidden) {
      layers.add(uniform(dense(neurons).activation(h)));
    }
    layers.add(uniform(dense(1)));
    return Sequential.of(layers).compile(sgd(rate / 2), meanSquaredError());
  }

  /** Updates once for each {@code batch} samples, in their order. */
  public static void train(Model model, Dataset samples, int batch) {
    model.fit(samples, fit -> fit.batchSize(batch).shuffle(false).quiet());
  }

  private static Dense uniform(Dense layer) {
    return layer.kernelInitializer(randomUniform(-0.5, 0.5)).biasInitializer(randomUniform(-0.5, 0.5));
  }
}
