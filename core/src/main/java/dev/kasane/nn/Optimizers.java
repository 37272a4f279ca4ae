package dev.kasane.nn;

import dev.kasane.nn.optimizers.Adadelta;
import dev.kasane.nn.optimizers.Adagrad;
import dev.kasane.nn.optimizers.Adam;
import dev.kasane.nn.optimizers.AdamW;
import dev.kasane.nn.optimizers.RmsProp;
import dev.kasane.nn.optimizers.Sgd;
import dev.kasane.nn.schedules.ConstantRate;
import dev.kasane.nn.schedules.Schedule;

/**
 * Makes optimizers. Each takes a learning rate, fixed or a schedule of {@link Schedules}; the other settings have the
 * defaults named at the records, whose constructors take them all. Gradients are limited by {@code adam().clipNorm(1)}
 * and its kin.
 */
public final class Optimizers {

  private Optimizers() {}

  /** Gradient descent; learning rate 0.01. */
  public static Sgd sgd() {
    return sgd(0.01);
  }

  /** Gradient descent. */
  public static Sgd sgd(double learningRate) {
    return sgd(new ConstantRate(learningRate));
  }

  /** Gradient descent. */
  public static Sgd sgd(Schedule learningRate) {
    return new Sgd(learningRate, 0, false);
  }

  /** Gradient descent with momentum, usually 0.9. */
  public static Sgd momentum(double learningRate, double momentum) {
    return momentum(new ConstantRate(learningRate), momentum);
  }

  /** Gradient descent with momentum, usually 0.9. */
  public static Sgd momentum(Schedule learningRate, double momentum) {
    return new Sgd(learningRate, momentum, false);
  }

  /** Gradient descent with Nesterov's momentum, usually 0.9. */
  public static Sgd nesterov(double learningRate, double momentum) {
    return nesterov(new ConstantRate(learningRate), momentum);
  }

  /** Gradient descent with Nesterov's momentum, usually 0.9. */
  public static Sgd nesterov(Schedule learningRate, double momentum) {
    return new Sgd(learningRate, momentum, true);
  }

  /** RMSProp with rho 0.9, without momentum; learning rate 0.001. */
  public static RmsProp rmsProp() {
    return rmsProp(0.001);
  }

  /** RMSProp with rho 0.9, without momentum. */
  public static RmsProp rmsProp(double learningRate) {
    return rmsProp(new ConstantRate(learningRate));
  }

  /** RMSProp with rho 0.9, without momentum. */
  public static RmsProp rmsProp(Schedule learningRate) {
    return new RmsProp(learningRate);
  }

  /** Adagrad; learning rate 0.01. */
  public static Adagrad adagrad() {
    return adagrad(0.01);
  }

  /** Adagrad. */
  public static Adagrad adagrad(double learningRate) {
    return adagrad(new ConstantRate(learningRate));
  }

  /** Adagrad. */
  public static Adagrad adagrad(Schedule learningRate) {
    return new Adagrad(learningRate);
  }

  /** Adadelta with rho 0.95; rate 1 is the paper's; learning rate 0.001. */
  public static Adadelta adadelta() {
    return adadelta(0.001);
  }

  /** Adadelta with rho 0.95; rate 1 is the paper's. */
  public static Adadelta adadelta(double learningRate) {
    return adadelta(new ConstantRate(learningRate));
  }

  /** Adadelta with rho 0.95; rate 1 is the paper's. */
  public static Adadelta adadelta(Schedule learningRate) {
    return new Adadelta(learningRate);
  }

  /** Adam; learning rate 0.001. */
  public static Adam adam() {
    return adam(0.001);
  }

  /** Adam. */
  public static Adam adam(double learningRate) {
    return adam(new ConstantRate(learningRate));
  }

  /** Adam. */
  public static Adam adam(Schedule learningRate) {
    return new Adam(learningRate);
  }

  /** Adam with weight decay 0.004; learning rate 0.001. */
  public static AdamW adamW() {
    return adamW(0.001);
  }

  /** Adam with weight decay 0.004. */
  public static AdamW adamW(double learningRate) {
    return adamW(new ConstantRate(learningRate));
  }

  /** Adam with weight decay 0.004. */
  public static AdamW adamW(Schedule learningRate) {
    return new AdamW(learningRate);
  }

  /** Adam with weight decay. */
  public static AdamW adamW(double learningRate, double weightDecay) {
    return adamW(new ConstantRate(learningRate), weightDecay);
  }

  /** Adam with weight decay. */
  public static AdamW adamW(Schedule learningRate, double weightDecay) {
    return new AdamW(learningRate, 0.9, 0.999, 1e-7, weightDecay);
  }
}
