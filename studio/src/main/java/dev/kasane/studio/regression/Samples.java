package dev.kasane.studio.regression;

import dev.kasane.convnetjs.Rand;
import java.util.ArrayList;
import java.util.List;

/**
 * How points are drawn: x uniform where the function is learnt, y the function and normal noise.
 *
 * @param function a word of {@link Function}: x, x2, cubic, sin or xsin
 * @param count from 1 to {@value #MAX_COUNT}
 * @param noise standard deviation, from 0 to 5
 * @param seed the same points for the same seed
 */
record Samples(String function, int count, double noise, long seed) {

  /** Points at most. */
  static final int MAX_COUNT = 1000;

  private static final double MAX_NOISE = 5;

  Samples {
    Function.of(function);
    if (count < 1 || count > MAX_COUNT) {
      throw new IllegalArgumentException("Expected from 1 to " + MAX_COUNT + " points, received " + count);
    }
    if (!(noise >= 0 && noise <= MAX_NOISE)) {
      throw new IllegalArgumentException("The noise must be from 0 to " + MAX_NOISE + ", received " + noise);
    }
  }

  List<Place> draw() {
    Function what = Function.of(function);
    Rand rand = Rand.seeded(seed);
    List<Place> places = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      double x = rand.randf(what.low(), what.high());
      places.add(new Place(x, what.at(x) + rand.randn(0, noise)));
    }
    return places;
  }
}
