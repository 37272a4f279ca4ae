package dev.kasane.convnetjs;

import dev.kasane.convnetjs.json.ConvNetJson;
import dev.kasane.convnetjs.json.JsonView;
import java.util.Map;
import java.util.Set;

/**
 * Settings of a {@link Trainer}; methods return a changed copy.
 *
 * @param method how parameters are changed; sgd if nothing is said
 * @param learningRate size of the step; 0.01 (not used by adadelta)
 * @param l1Decay pulls weights towards 0 by a constant; 0
 * @param l2Decay pulls weights towards 0 in proportion to their size; 0
 * @param batchSize how many samples make one update; 1
 * @param momentum for sgd and nesterov; 0.9
 * @param ro how slowly adadelta and windowgrad forget; 0.95
 * @param eps keeps adagrad, windowgrad, adadelta and adam from dividing by 0; 1e-8, in {@link Mode#FAITHFUL_NPM} 1e-6
 * @param beta1 how slowly adam forgets gradients; 0.9
 * @param beta2 how slowly adam forgets their squares; 0.999
 * @param engine what computes, decided with the first sample of a trainer; {@link Engine#AUTO}. ConvNetJS has no such
 *     option; it is called {@code engine} with the words auto, eager and compiled
 */
public record TrainerOptions(
    Method method,
    double learningRate,
    double l1Decay,
    double l2Decay,
    int batchSize,
    double momentum,
    double ro,
    double eps,
    double beta1,
    double beta2,
    Engine engine) {

  private static final Set<String> NAMES =
      Set.of("method", "learning_rate", "l1_decay", "l2_decay", "batch_size", "momentum", "ro", "eps", "beta1", "beta2",
          "engine");

  /** Checks the batch size. */
  public TrainerOptions {
    if (batchSize < 1) {
      throw new ConvNetException("trainer: batch_size: expected a whole number from 1, received " + batchSize);
    }
  }

  /** What a trainer has when nothing is said. */
  public static TrainerOptions defaults(Mode mode) {
    double eps = mode == Mode.FAITHFUL_NPM ? 1e-6 : 1e-8;
    return new TrainerOptions(Method.SGD, 0.01, 0, 0, 1, 0.9, 0.95, eps, 0.9, 0.999, Engine.AUTO);
  }

  /** The defaults with this method. */
  public static TrainerOptions of(Method method) {
    return defaults(Mode.CORRECT).method(method);
  }

  /**
   * Reads {@code {method: 'adadelta', l2_decay: 0.001, batch_size: 10}} as JSON or JavaScript; see
   * {@link #of(Map, Mode)}.
   */
  public static TrainerOptions parse(String text, Mode mode) {
    return of(ConvNetJson.parseLiteral(text), mode);
  }

  /**
   * Reads options with ConvNetJS's names.
   *
   * @throws ConvNetException if one is no number, or (in {@link Mode#CORRECT}) unknown
   */
  public static TrainerOptions of(Map<String, ?> options, Mode mode) {
    JsonView view = JsonView.of("trainer", options);
    for (Object name : view.names()) {
      if (!mode.faithful() && !NAMES.contains(String.valueOf(name))) {
        throw new ConvNetException("trainer: unknown option \"" + name + "\"; expected some of "
            + NAMES.stream().sorted().toList());
      }
    }
    TrainerOptions absent = defaults(mode);
    return new TrainerOptions(
        view.has("method") ? Method.of(view.string("method"), mode) : absent.method,
        view.number("learning_rate", absent.learningRate),
        view.number("l1_decay", absent.l1Decay),
        view.number("l2_decay", absent.l2Decay),
        view.integer("batch_size", 1, absent.batchSize),
        view.number("momentum", absent.momentum),
        view.number("ro", absent.ro),
        view.number("eps", absent.eps),
        view.number("beta1", absent.beta1),
        view.number("beta2", absent.beta2),
        view.has("engine") && !mode.faithful() ? Engine.of(view.string("engine")) : absent.engine);
  }

  /** With this method. */
  public TrainerOptions method(Method value) {
    return new TrainerOptions(value, learningRate, l1Decay, l2Decay, batchSize, momentum, ro, eps, beta1, beta2, engine);
  }

  /** With this learning rate. */
  public TrainerOptions learningRate(double value) {
    return new TrainerOptions(method, value, l1Decay, l2Decay, batchSize, momentum, ro, eps, beta1, beta2, engine);
  }

  /** With this L1 decay. */
  public TrainerOptions l1Decay(double value) {
    return new TrainerOptions(method, learningRate, value, l2Decay, batchSize, momentum, ro, eps, beta1, beta2, engine);
  }

  /** With this L2 decay. */
  public TrainerOptions l2Decay(double value) {
    return new TrainerOptions(method, learningRate, l1Decay, value, batchSize, momentum, ro, eps, beta1, beta2, engine);
  }

  /** With this batch size. */
  public TrainerOptions batchSize(int value) {
    return new TrainerOptions(method, learningRate, l1Decay, l2Decay, value, momentum, ro, eps, beta1, beta2, engine);
  }

  /** With this momentum. */
  public TrainerOptions momentum(double value) {
    return new TrainerOptions(method, learningRate, l1Decay, l2Decay, batchSize, value, ro, eps, beta1, beta2, engine);
  }

  /** With this decay of adadelta's and windowgrad's averages. */
  public TrainerOptions ro(double value) {
    return new TrainerOptions(method, learningRate, l1Decay, l2Decay, batchSize, momentum, value, eps, beta1, beta2, engine);
  }

  /** With this small number. */
  public TrainerOptions eps(double value) {
    return new TrainerOptions(method, learningRate, l1Decay, l2Decay, batchSize, momentum, ro, value, beta1, beta2, engine);
  }

  /** With these decays of adam's averages. */
  public TrainerOptions betas(double first, double second) {
    return new TrainerOptions(method, learningRate, l1Decay, l2Decay, batchSize, momentum, ro, eps, first, second, engine);
  }

  /** With this engine. */
  public TrainerOptions engine(Engine value) {
    return new TrainerOptions(
        method, learningRate, l1Decay, l2Decay, batchSize, momentum, ro, eps, beta1, beta2, value);
  }
}
