package dev.kasane.convnetjs.deepqlearn;

import dev.kasane.tensor.CounterRandom;
import java.util.function.DoubleSupplier;

/** Random numbers whose position can be saved. */
final class Dice implements DoubleSupplier {

  private final long key;
  private long position;

  Dice(long seed, String purpose) {
    key = CounterRandom.stream(seed, purpose);
  }

  long position() {
    return position;
  }

  void position(long next) {
    position = next;
  }

  @Override
  public double getAsDouble() {
    return (CounterRandom.bits(key, position++) >>> 11) * 0x1p-53;
  }
}
