package dev.kasane.convnetjs.engine;

import dev.kasane.convnetjs.Engine;
import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.TrainerOptions;
import dev.kasane.convnetjs.layers.ConvLayer;
import dev.kasane.convnetjs.layers.FullyConnLayer;
import dev.kasane.convnetjs.layers.Layer;

/**
 * Which engine computes a net. Handing a batch to the compiled one costs some microseconds, whatever is computed;
 * computing in the layers costs about a nanosecond for each multiplication.
 */
public final class Work {

  /** Multiplications of a whole batch forward, from which training is compiled. */
  public static final int TRAINING = 30_000;

  /** Multiplications of one sample, from which predictions are compiled. */
  public static final int PREDICTION = 50_000;

  private Work() {}

  /** Whether predictions of this net are compiled. */
  public static boolean compilesPrediction(Net net) {
    return !net.mode().faithful() && switch (net.engine()) {
      case AUTO -> multiplications(net) >= PREDICTION;
      case EAGER -> false;
      case COMPILED -> true;
    };
  }

  /** Whether training this net with these options is compiled. */
  public static boolean compilesTraining(Net net, TrainerOptions options) {
    return !net.mode().faithful() && switch (options.engine()) {
      case AUTO -> multiplications(net) * options.batchSize() >= TRAINING;
      case EAGER -> false;
      case COMPILED -> true;
    };
  }

  /** Multiplications of convolutions and fully connected layers for one sample forward. */
  static double multiplications(Net net) {
    double sum = 0;
    for (Layer layer : net.bareLayers()) {
      double positions = (double) layer.outSx() * layer.outSy();
      sum += switch (layer) {
        case FullyConnLayer fc -> (double) fc.numInputs() * fc.outDepth();
        case ConvLayer conv -> positions * conv.outDepth() * conv.sx() * conv.sy() * conv.in().depth();
        default -> (double) layer.in().length();
      };
    }
    return sum;
  }
}
