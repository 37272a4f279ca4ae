package dev.kasane.backend.cpu.kernel;

import dev.kasane.graph.BinaryFunction;
import dev.kasane.graph.ReduceFunction;
import dev.kasane.graph.UnaryFunction;
import dev.kasane.graph.Window2d;

/** The Vector API, as wide as {@link Lanes} says. */
final class VectorKernels implements Kernels {

  @Override
  public int lanes() {
    return Lanes.COUNT;
  }

  @Override
  public String description() {
    return "Vector API, " + Lanes.COUNT * Float.SIZE + " bit";
  }

  @Override
  public void contract(
      int m, int n, int k, int terms, float[] a, int ao, int ai, int ap, int at, float[] b, int bo, int bp,
      int bt, float[] c, int co, int ci, boolean accumulate) {
    VectorContract.contract(m, n, k, terms, a, ao, ai, ap, at, b, bo, bp, bt, c, co, ci, accumulate);
  }

  @Override
  public void depthwise(
      int m, int n, int k, int terms, float[] a, int ao, int ai, int ap, int at, float[] w, int wo, int wp,
      int wt, float[] y, int yo, int yi, boolean accumulate) {
    VectorDepthwise.depthwise(m, n, k, terms, a, ao, ai, ap, at, w, wo, wp, wt, y, yo, yi, accumulate);
  }

  @Override
  public void unary(UnaryFunction f, int n, float[] x, int xo, float[] y, int yo) {
    VectorUnary.unary(f, n, x, xo, y, yo);
  }

  @Override
  public void binary(BinaryFunction f, int n, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    VectorBinary.binary(f, n, a, ao, b, bo, y, yo);
  }

  @Override
  public void binaryScalar(BinaryFunction f, int n, float[] a, int ao, float b, float[] y, int yo) {
    VectorBinaryScalar.binaryScalar(f, n, a, ao, b, y, yo);
  }

  @Override
  public void scalarBinary(BinaryFunction f, int n, float a, float[] b, int bo, float[] y, int yo) {
    VectorBinaryScalar.scalarBinary(f, n, a, b, bo, y, yo);
  }

  @Override
  public void select(
      int n, float[] condition, int conditionO, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    VectorBinary.select(n, condition, conditionO, a, ao, b, bo, y, yo);
  }

  @Override
  public void reduceRows(
      ReduceFunction f, int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, boolean accumulate) {
    VectorReduce.reduceRows(f, rows, cols, x, xo, xPitch, y, yo, accumulate);
  }

  @Override
  public void reduceColumns(
      ReduceFunction f, int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yStride,
      boolean accumulate) {
    VectorReduce.reduceColumns(f, rows, cols, x, xo, xPitch, y, yo, yStride, accumulate);
  }

  @Override
  public void argMax(int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yStride) {
    ScalarReduce.argMax(rows, cols, x, xo, xPitch, y, yo, yStride);
  }

  @Override
  public void softmax(int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yPitch) {
    VectorSoftmax.softmax(rows, cols, x, xo, xPitch, y, yo, yPitch);
  }

  @Override
  public void logSoftmax(int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yPitch) {
    VectorSoftmax.logSoftmax(rows, cols, x, xo, xPitch, y, yo, yPitch);
  }

  @Override
  public void transpose(int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yPitch) {
    ScalarMove.transpose(rows, cols, x, xo, xPitch, y, yo, yPitch);
  }

  @Override
  public void copy(int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yPitch) {
    VectorMove.copy(rows, cols, x, xo, xPitch, y, yo, yPitch);
  }

  @Override
  public void maxPool(
      Window2d window, int h, int w, int c, float[] x, int xo, int xPitch, float[] y, int yo, int yPitch) {
    VectorMaxPool.maxPool(window, h, w, c, x, xo, xPitch, y, yo, yPitch);
  }

  @Override
  public void maxPoolArgmax(
      Window2d window, int h, int w, int c, float[] x, int xo, int xPitch, float[] y, int yo, float[] places, int po,
      int yPitch) {
    VectorArgmaxPool.pool(window, h, w, c, x, xo, xPitch, y, yo, places, po, yPitch);
  }

  @Override
  public void maxUnpool(
      Window2d window, int h, int w, int c, float[] places, int po, float[] dy, int dyo, int dyPitch, float[] dx,
      int dxo, int dxPitch) {
    VectorArgmaxPool.unpool(window, h, w, c, places, po, dy, dyo, dyPitch, dx, dxo, dxPitch);
  }

  @Override
  public void avgPool(
      Window2d window, boolean countPadding, int h, int w, int c, float[] x, int xo, int xPitch, float[] y,
      int yo, int yPitch) {
    VectorAvgPool.avgPool(window, countPadding, h, w, c, x, xo, xPitch, y, yo, yPitch);
  }

  @Override
  public void avgPoolGrad(
      Window2d window, boolean countPadding, int h, int w, int c, float[] dy, int dyo, int dyPitch, float[] dx,
      int dxo, int dxPitch) {
    VectorAvgPool.avgPoolGrad(window, countPadding, h, w, c, dy, dyo, dyPitch, dx, dxo, dxPitch);
  }

  @Override
  public void uniform(long key, long firstIndex, int n, float[] y, int yo) {
    ScalarMove.uniform(key, firstIndex, n, y, yo);
  }

  @Override
  public void winogradInput(
      int n, float[] x, int xo, int xRow, int xPixel, float[] v, int vo, int vPlane, float[] t, int to) {
    VectorWinograd.input(n, x, xo, xRow, xPixel, v, vo, vPlane, t, to);
  }

  @Override
  public void winogradOutput(
      int n, float[] m, int mo, int mPlane, float[] y, int yo, int yRow, int yPixel, int rows, int columns,
      float[] t, int to) {
    VectorWinograd.output(n, m, mo, mPlane, y, yo, yRow, yPixel, rows, columns, t, to);
  }

  @Override
  public void winogradKernel(int n, float[] w, int wo, int wTap, float[] u, int uo, int uPlane, float[] t, int to) {
    VectorWinograd.kernel(n, w, wo, wTap, u, uo, uPlane, t, to);
  }

  @Override
  public void winogradOutputGrad(
      int n, float[] y, int yo, int yRow, int yPixel, float[] z, int zo, int zPlane, float[] t, int to) {
    VectorWinogradGrad.output(n, y, yo, yRow, yPixel, z, zo, zPlane, t, to);
  }

  @Override
  public void winogradKernelGrad(int n, float[] u, int uo, int uPlane, float[] w, int wo, int wTap, float[] t, int to) {
    VectorWinogradGrad.kernel(n, u, uo, uPlane, w, wo, wTap, t, to);
  }
}
