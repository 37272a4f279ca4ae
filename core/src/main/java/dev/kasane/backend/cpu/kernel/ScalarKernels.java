package dev.kasane.backend.cpu.kernel;

import dev.kasane.graph.BinaryFunction;
import dev.kasane.graph.ReduceFunction;
import dev.kasane.graph.UnaryFunction;
import dev.kasane.graph.Window2d;

/** Plain Java, one element after the other, for machines and JVMs without the Vector API. */
final class ScalarKernels implements Kernels {

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public String description() {
    return "scalar";
  }

  @Override
  public void contract(
      int m, int n, int k, int terms, float[] a, int ao, int ai, int ap, int at, float[] b, int bo, int bp,
      int bt, float[] c, int co, int ci, boolean accumulate) {
    ScalarContract.contract(m, n, k, terms, a, ao, ai, ap, at, b, bo, bp, bt, c, co, ci, accumulate);
  }

  @Override
  public void depthwise(
      int m, int n, int k, int terms, float[] a, int ao, int ai, int ap, int at, float[] w, int wo, int wp,
      int wt, float[] y, int yo, int yi, boolean accumulate) {
    ScalarDepthwise.depthwise(m, 0, n, k, terms, a, ao, ai, ap, at, w, wo, wp, wt, y, yo, yi, accumulate);
  }

  @Override
  public void unary(UnaryFunction f, int n, float[] x, int xo, float[] y, int yo) {
    ScalarElementwise.unary(f, n, x, xo, y, yo);
  }

  @Override
  public void binary(BinaryFunction f, int n, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    ScalarElementwise.binary(f, n, a, ao, b, bo, y, yo);
  }

  @Override
  public void binaryScalar(BinaryFunction f, int n, float[] a, int ao, float b, float[] y, int yo) {
    ScalarElementwise.binaryScalar(f, n, a, ao, b, y, yo);
  }

  @Override
  public void scalarBinary(BinaryFunction f, int n, float a, float[] b, int bo, float[] y, int yo) {
    ScalarElementwise.scalarBinary(f, n, a, b, bo, y, yo);
  }

  @Override
  public void select(
      int n, float[] condition, int conditionO, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    ScalarElementwise.select(n, condition, conditionO, a, ao, b, bo, y, yo);
  }

  @Override
  public void reduceRows(
      ReduceFunction f, int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, boolean accumulate) {
    ScalarReduce.reduceRows(f, rows, cols, x, xo, xPitch, y, yo, accumulate);
  }

  @Override
  public void reduceColumns(
      ReduceFunction f, int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yStride,
      boolean accumulate) {
    ScalarReduce.reduceColumns(f, rows, cols, x, xo, xPitch, y, yo, yStride, accumulate);
  }

  @Override
  public void argMax(int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yStride) {
    ScalarReduce.argMax(rows, cols, x, xo, xPitch, y, yo, yStride);
  }

  @Override
  public void softmax(int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yPitch) {
    ScalarSoftmax.softmax(rows, cols, x, xo, xPitch, y, yo, yPitch);
  }

  @Override
  public void logSoftmax(int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yPitch) {
    ScalarSoftmax.logSoftmax(rows, cols, x, xo, xPitch, y, yo, yPitch);
  }

  @Override
  public void transpose(int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yPitch) {
    ScalarMove.transpose(rows, cols, x, xo, xPitch, y, yo, yPitch);
  }

  @Override
  public void copy(int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yPitch) {
    ScalarMove.copy(rows, cols, x, xo, xPitch, y, yo, yPitch);
  }

  @Override
  public void maxPool(
      Window2d window, int h, int w, int c, float[] x, int xo, int xPitch, float[] y, int yo, int yPitch) {
    ScalarPool.maxPool(window, h, w, c, x, xo, xPitch, y, yo, yPitch);
  }

  @Override
  public void maxPoolArgmax(
      Window2d window, int h, int w, int c, float[] x, int xo, int xPitch, float[] y, int yo, float[] places, int po,
      int yPitch) {
    ScalarArgmaxPool.pool(window, h, w, c, x, xo, xPitch, y, yo, places, po, yPitch);
  }

  @Override
  public void maxUnpool(
      Window2d window, int h, int w, int c, float[] places, int po, float[] dy, int dyo, int dyPitch, float[] dx,
      int dxo, int dxPitch) {
    ScalarArgmaxPool.unpool(window, h, w, c, places, po, dy, dyo, dyPitch, dx, dxo, dxPitch);
  }

  @Override
  public void avgPool(
      Window2d window, boolean countPadding, int h, int w, int c, float[] x, int xo, int xPitch, float[] y,
      int yo, int yPitch) {
    ScalarPool.avgPool(window, countPadding, h, w, c, x, xo, xPitch, y, yo, yPitch);
  }

  @Override
  public void avgPoolGrad(
      Window2d window, boolean countPadding, int h, int w, int c, float[] dy, int dyo, int dyPitch, float[] dx,
      int dxo, int dxPitch) {
    ScalarPool.avgPoolGrad(window, countPadding, h, w, c, dy, dyo, dyPitch, dx, dxo, dxPitch);
  }

  @Override
  public void uniform(long key, long firstIndex, int n, float[] y, int yo) {
    ScalarMove.uniform(key, firstIndex, n, y, yo);
  }

  @Override
  public void winogradInput(
      int n, float[] x, int xo, int xRow, int xPixel, float[] v, int vo, int vPlane, float[] t, int to) {
    ScalarWinograd.input(0, n, x, xo, xRow, xPixel, v, vo, vPlane, t, to);
  }

  @Override
  public void winogradOutput(
      int n, float[] m, int mo, int mPlane, float[] y, int yo, int yRow, int yPixel, int rows, int columns,
      float[] t, int to) {
    ScalarWinograd.output(0, n, m, mo, mPlane, y, yo, yRow, yPixel, rows, columns, t, to);
  }

  @Override
  public void winogradKernel(int n, float[] w, int wo, int wTap, float[] u, int uo, int uPlane, float[] t, int to) {
    ScalarWinograd.kernel(0, n, w, wo, wTap, u, uo, uPlane, t, to);
  }

  @Override
  public void winogradOutputGrad(
      int n, float[] y, int yo, int yRow, int yPixel, float[] z, int zo, int zPlane, float[] t, int to) {
    ScalarWinogradGrad.output(0, n, y, yo, yRow, yPixel, z, zo, zPlane, t, to);
  }

  @Override
  public void winogradKernelGrad(int n, float[] u, int uo, int uPlane, float[] w, int wo, int wTap, float[] t, int to) {
    ScalarWinogradGrad.kernel(0, n, u, uo, uPlane, w, wo, wTap, t, to);
  }
}
