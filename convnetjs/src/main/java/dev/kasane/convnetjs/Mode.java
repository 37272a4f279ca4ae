package dev.kasane.convnetjs;

/** Whether a net computes what was meant or what ConvNetJS does. Fixed when a {@link Net} is made. */
public enum Mode {
  /** Every known defect of ConvNetJS is mended, and sizes and labels are checked. The default. */
  CORRECT,

  /**
   * The numbers of ConvNetJS as its last source (2016-11-24) computes them, in double precision and in its order of
   * summation, defects included. Nothing is checked: what reads {@code undefined} there is NaN here.
   */
  FAITHFUL,

  /**
   * As {@link #FAITHFUL}, for the package {@code convnetjs} 0.3.0 on npm, which is older: convolutions add column by
   * column, a regression's reported loss is 2(x-y)² instead of ½(x-y)² (its gradient is the same) and knows no plain
   * number as target, a svm's reported loss is larger by 1, {@code eps} is 1e-6, and the methods {@code nesterov} and
   * {@code adam} do not exist yet (any unknown method is {@code sgd}).
   */
  FAITHFUL_NPM;

  /** Whether defects are kept: all but {@link #CORRECT}. */
  public boolean faithful() {
    return this != CORRECT;
  }
}
