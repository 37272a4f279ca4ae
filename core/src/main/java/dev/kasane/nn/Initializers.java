package dev.kasane.nn;

import dev.kasane.nn.initializers.Constant;
import dev.kasane.nn.initializers.GlorotNormal;
import dev.kasane.nn.initializers.GlorotUniform;
import dev.kasane.nn.initializers.HeNormal;
import dev.kasane.nn.initializers.HeUniform;
import dev.kasane.nn.initializers.Identity;
import dev.kasane.nn.initializers.LecunNormal;
import dev.kasane.nn.initializers.LecunUniform;
import dev.kasane.nn.initializers.Ones;
import dev.kasane.nn.initializers.Orthogonal;
import dev.kasane.nn.initializers.RandomNormal;
import dev.kasane.nn.initializers.RandomUniform;
import dev.kasane.nn.initializers.TruncatedNormal;
import dev.kasane.nn.initializers.Zeros;

/** Makes initializers. Random ones give the same bits for the same seed on every machine. */
public final class Initializers {

  private Initializers() {}

  /** Every element 0. */
  public static Zeros zeros() {
    return new Zeros();
  }

  /** Every element 1. */
  public static Ones ones() {
    return new Ones();
  }

  /** Every element the same. */
  public static Constant constant(double value) {
    return new Constant(value);
  }

  /** Uniform between two numbers. */
  public static RandomUniform randomUniform(double low, double high) {
    return new RandomUniform(low, high);
  }

  /** Normal with mean 0. */
  public static RandomNormal randomNormal(double standardDeviation) {
    return new RandomNormal(0, standardDeviation);
  }

  /** Normal with mean 0, nothing beyond two standard deviations. */
  public static TruncatedNormal truncatedNormal(double standardDeviation) {
    return new TruncatedNormal(0, standardDeviation);
  }

  /** Uniform, variance 2 / (fanIn + fanOut): the default of kernels. */
  public static GlorotUniform glorotUniform() {
    return new GlorotUniform();
  }

  /** Normal, variance 2 / (fanIn + fanOut). */
  public static GlorotNormal glorotNormal() {
    return new GlorotNormal();
  }

  /** Uniform, variance 2 / fanIn: for ReLU. */
  public static HeUniform heUniform() {
    return new HeUniform();
  }

  /** Normal, variance 2 / fanIn: for ReLU. */
  public static HeNormal heNormal() {
    return new HeNormal();
  }

  /** Uniform, variance 1 / fanIn. */
  public static LecunUniform lecunUniform() {
    return new LecunUniform();
  }

  /** Normal, variance 1 / fanIn. */
  public static LecunNormal lecunNormal() {
    return new LecunNormal();
  }

  /** Perpendicular unit columns or rows. */
  public static Orthogonal orthogonal() {
    return new Orthogonal(1);
  }

  /** 1 on the diagonal. */
  public static Identity identity() {
    return new Identity(1);
  }
}
