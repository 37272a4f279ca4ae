package dev.kasane.backend.reference;

/** Conversions between the precision of the interface and that of the reference. */
final class Doubles {

  private Doubles() {}

  static double[] of(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return result;
  }

  static float[] toFloats(double[] values) {
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }
}
