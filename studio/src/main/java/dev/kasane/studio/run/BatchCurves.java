package dev.kasane.studio.run;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The curves over the steps of a run: {@code loss} and {@code accuracy} of each batch, {@code rate}, the learning rate,
 * and {@code speed}, images per second. Thread-safe.
 */
public final class BatchCurves {

  private static final double WINDOW = 0.25;

  private final Map<String, Curve> curves = new LinkedHashMap<>();
  private final double[] batch = new double[BatchRing.FIELDS];
  private double lastSeconds;
  private double lastEpoch;
  private double windowSamples;
  private double windowSeconds;
  private double windowEpochs;
  private double speed = Double.NaN;
  private double epochsPerSecond = Double.NaN;
  private double lastRate = Double.NaN;
  private double loss = Double.NaN;
  private double accuracy = Double.NaN;

  BatchCurves() {
    for (String name : new String[] {"loss", "accuracy", "rate", "speed"}) {
      curves.put(name, new Curve());
    }
  }

  synchronized void drain(BatchRing ring) {
    while (ring.take(batch)) {
      double step = value(BatchRing.Field.STEP);
      loss = value(BatchRing.Field.LOSS);
      accuracy = value(BatchRing.Field.ACCURACY);
      lastRate = value(BatchRing.Field.RATE);
      curve("loss").add(step, loss);
      curve("accuracy").add(step, accuracy);
      curve("rate").add(step, lastRate);
      time(step);
    }
  }

  private void time(double step) {
    double seconds = value(BatchRing.Field.SECONDS);
    double epoch = value(BatchRing.Field.EPOCH);
    // The clock begins anew with each epoch.
    windowSeconds += seconds < lastSeconds ? seconds : seconds - lastSeconds;
    windowEpochs += Math.max(0, epoch - lastEpoch);
    windowSamples += value(BatchRing.Field.SAMPLES);
    lastSeconds = seconds;
    lastEpoch = epoch;
    if (windowSeconds >= WINDOW) {
      speed = windowSamples / windowSeconds;
      epochsPerSecond = windowEpochs / windowSeconds;
      curve("speed").add(step, speed);
      windowSeconds = 0;
      windowEpochs = 0;
      windowSamples = 0;
    }
  }

  private double value(BatchRing.Field field) {
    return batch[field.ordinal()];
  }

  /** The curves' names. */
  public Iterable<String> names() {
    return curves.keySet();
  }

  /**
   * A curve by name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Curve curve(String name) {
    Curve curve = curves.get(name);
    if (curve == null) {
      throw new IllegalArgumentException("There is no curve '" + name + "', only " + curves.keySet());
    }
    return curve;
  }

  /** Images per second of training, in the last quarter of a second; NaN before the first. */
  public synchronized double speed() {
    return speed;
  }

  /** Epochs per second of training. */
  public synchronized double epochsPerSecond() {
    return epochsPerSecond;
  }

  /** The learning rate of the last step; NaN before the first. */
  public synchronized double rate() {
    return lastRate;
  }

  /** The loss of the last batch; NaN before the first. */
  public synchronized double loss() {
    return loss;
  }

  /** The accuracy of the last batch; NaN before the first, or if it is not measured. */
  public synchronized double accuracy() {
    return accuracy;
  }
}
