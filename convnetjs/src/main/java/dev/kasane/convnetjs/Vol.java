package dev.kasane.convnetjs;

import dev.kasane.convnetjs.json.ConvNetJson;
import dev.kasane.convnetjs.json.JsonView;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A volume of numbers, {@code sx} wide, {@code sy} high and {@code depth} deep, with a gradient for each. Element (x,
 * y, d) is number {@code ((sx * y) + x) * depth + d}: depth runs fastest, then x, then y.
 */
public final class Vol {

  private int sx;
  private int sy;
  private int depth;
  private double[] w;
  private double @Nullable [] dw;
  private @Nullable ParameterOwner owner;
  private boolean handedOut;

  /**
   * Random numbers, normal with mean 0 and standard deviation {@code sqrt(1 / (sx * sy * depth))}, different in each
   * run.
   */
  public Vol(int sx, int sy, int depth) {
    this(sx, sy, depth, Rand.unseeded());
  }

  /** The same numbers for the same state of {@code rand}: normal, with standard deviation sqrt(1 / size). */
  public Vol(int sx, int sy, int depth, Rand rand) {
    this(sx, sy, depth, new double[checkedLength(sx, sy, depth)]);
    double scale = Math.sqrt(1.0 / w.length);
    for (int i = 0; i < w.length; i++) {
      w[i] = rand.randn(0, scale);
    }
  }

  /** The number {@code c} everywhere. */
  public Vol(int sx, int sy, int depth, double c) {
    this(sx, sy, depth, new double[checkedLength(sx, sy, depth)]);
    Arrays.fill(w, c);
  }

  /** A volume of size 1 by 1 by {@code list.length} with a copy of the numbers. */
  public Vol(double[] list) {
    this(1, 1, list.length, list.clone());
  }

  /** A volume of size 1 by 1 by {@code list.size()} with these numbers. */
  public Vol(List<? extends Number> list) {
    this(1, 1, list.size(), list.stream().mapToDouble(Number::doubleValue).toArray());
  }

  private Vol(int sx, int sy, int depth, double[] w) {
    this.sx = sx;
    this.sy = sy;
    this.depth = depth;
    this.w = w;
  }

  /** A volume of size 1 by 1 by n with a copy of these numbers. */
  public static Vol of(double... list) {
    return new Vol(list);
  }

  /**
   * A volume around these numbers, without a copy.
   *
   * @throws ConvNetException if there are not {@code sx * sy * depth}
   */
  public static Vol wrap(int sx, int sy, int depth, double[] w) {
    if (checkedLength(sx, sy, depth) != w.length) {
      throw new ConvNetException("Vol: expected " + (long) sx * sy * depth + " numbers for " + sx + "x" + sy + "x"
          + depth + ", received " + w.length);
    }
    return new Vol(sx, sy, depth, w);
  }

  /**
   * A volume of zeros whose sizes are not checked, for {@link Mode#FAITHFUL}: two negative sizes give as many numbers
   * as their product, as in ConvNetJS.
   */
  public static Vol unchecked(int sx, int sy, int depth) {
    return new Vol(sx, sy, depth, new double[Math.toIntExact((long) sx * sy * depth)]);
  }

  /** A volume from its JSON; see {@link #fromJSON}. */
  public static Vol parse(String json) {
    Vol vol = new Vol(0, 0, 0, 0.0);
    vol.fromJSON(ConvNetJson.parse(json));
    return vol;
  }

  /** Width. */
  public int sx() {
    return sx;
  }

  /** Height. */
  public int sy() {
    return sy;
  }

  /** Depth. */
  public int depth() {
    return depth;
  }

  /** How many numbers: {@code sx * sy * depth}. */
  public int length() {
    return w.length;
  }

  /** The numbers themselves, not a copy. */
  public double[] w() {
    handedOut = true;
    if (owner != null) {
      owner.publish();
      owner.handedOut();
    }
    return w;
  }

  /** The numbers themselves, for those who only read them and do not keep the array. */
  public double[] read() {
    if (owner != null) {
      owner.publish();
    }
    return w;
  }

  /** The numbers as they lie here, for engines: whoever computes with them elsewhere is not asked. */
  public double[] bare() {
    return w;
  }

  /** Whether {@link #w} gave the array to anybody, who may write into it at any time. */
  public boolean isHandedOut() {
    return handedOut;
  }

  /** Sets who computes with these numbers elsewhere, and is told before they are read or written here. */
  public void owner(@Nullable ParameterOwner newOwner) {
    owner = newOwner;
  }

  /** The gradients themselves, not a copy; zeros at first. */
  public double[] dw() {
    double[] array = dw;
    if (array == null) {
      array = new double[w.length];
      dw = array;
    }
    return array;
  }

  /** Sets all gradients to 0 and returns {@link #dw}. */
  public double[] zeroGrad() {
    double[] array = dw();
    Arrays.fill(array, 0);
    return array;
  }

  /**
   * The number at (x, y, d).
   *
   * @throws ConvNetException if that lies outside, as for all methods with a position
   */
  public double get(int x, int y, int d) {
    return read()[index(x, y, d)];
  }

  /** Sets the number at (x, y, d). */
  public void set(int x, int y, int d, double v) {
    w()[index(x, y, d)] = v;
  }

  /** Adds to the number at (x, y, d). */
  public void add(int x, int y, int d, double v) {
    w()[index(x, y, d)] += v;
  }

  /** The gradient at (x, y, d). */
  public double getGrad(int x, int y, int d) {
    return dw()[index(x, y, d)];
  }

  /** Sets the gradient at (x, y, d). */
  public void setGrad(int x, int y, int d, double v) {
    dw()[index(x, y, d)] = v;
  }

  /** Adds to the gradient at (x, y, d). */
  public void addGrad(int x, int y, int d, double v) {
    dw()[index(x, y, d)] += v;
  }

  /** A volume of this size with the same numbers and zero gradients. */
  @Override
  public Vol clone() {
    return new Vol(sx, sy, depth, read().clone());
  }

  /** A volume of this size with zeros. */
  public Vol cloneAndZero() {
    return new Vol(sx, sy, depth, new double[w.length]);
  }

  /** Adds the numbers of a volume of the same length. */
  public void addFrom(Vol other) {
    addFromScaled(other, 1);
  }

  /** Adds {@code a} times the numbers of a volume of the same length. */
  public void addFromScaled(Vol other, double a) {
    if (other.w.length != w.length) {
      throw new ConvNetException("Vol: expected a Vol of " + w.length + " numbers to add, received " + other);
    }
    double[] to = w();
    double[] from = other.read();
    for (int i = 0; i < to.length; i++) {
      to[i] += a * from[i];
    }
  }

  /** Sets every number to {@code a}. */
  public void setConst(double a) {
    Arrays.fill(w(), a);
  }

  /** {@code {sx, sy, depth, w}} as ConvNetJS saves it, with {@code w} as the live array; gradients are not saved. */
  public Map<String, Object> toJSON() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sx", sx);
    json.put("sy", sy);
    json.put("depth", depth);
    json.put("w", w());
    return json;
  }

  /**
   * Takes size and numbers from JSON, in place of what was here; gradients become 0.
   *
   * @param json {@code sx}, {@code sy}, {@code depth} and {@code w}, where {@code w} is a list of numbers or, as
   *     ConvNetJS writes it, an object with the keys "0", "1" and so on
   * @throws ConvNetException if the count of numbers is not {@code sx * sy * depth}, or one is missing or null
   */
  public void fromJSON(Map<String, ?> json) {
    JsonView view = JsonView.of("Vol", json);
    int newSx = view.integer("sx", 0);
    int newSy = view.integer("sy", 0);
    int newDepth = view.integer("depth", 0);
    Size size = new Size(newSx, newSy, newDepth);
    double[] numbers = view.numbers("w", size.length(), size.toString());
    w(); // whoever computes with the old numbers elsewhere will look here for the new ones
    sx = newSx;
    sy = newSy;
    depth = newDepth;
    w = numbers;
    dw = null;
  }

  /** Such as {@code Vol(24x24x1)}. */
  @Override
  public String toString() {
    return "Vol(" + sx + "x" + sy + "x" + depth + ")";
  }

  private int index(int x, int y, int d) {
    if (x < 0 || x >= sx || y < 0 || y >= sy || d < 0 || d >= depth) {
      throw new ConvNetException("Vol: expected a position inside " + sx + "x" + sy + "x" + depth + ", received (" + x
          + ", " + y + ", " + d + ")");
    }
    return ((sx * y) + x) * depth + d;
  }

  private static int checkedLength(int sx, int sy, int depth) {
    double length = (double) sx * sy * depth;
    if (sx < 0 || sy < 0 || depth < 0 || length > Integer.MAX_VALUE - 8) {
      throw new ConvNetException("Vol: expected sizes from 0 and fewer than 2^31 numbers, received " + sx + "x" + sy
          + "x" + depth);
    }
    return (int) length;
  }
}
