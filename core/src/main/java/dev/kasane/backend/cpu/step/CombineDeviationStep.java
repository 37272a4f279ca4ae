package dev.kasane.backend.cpu.step;

import dev.kasane.plan.Buffer;
import dev.kasane.plan.Plan;
import dev.kasane.plan.Step;

/** Joins the squared deviations of the pieces, always in the order of the pieces; see {@link MomentsStep}. */
final class CombineDeviationStep extends BoundStep {

  private static final int CHUNK = 1024;

  private final float[] sums;
  private final int sumsAt;
  private final float[] deviations;
  private final int deviationsAt;
  private final Ref out;
  private final int size;
  private final int rows;
  private final int[] pieceRows;

  CombineDeviationStep(Step.CombineDeviation step, Memory memory, int samples, int pieces) {
    Buffer sum = step.sum().buffer();
    Buffer deviation = step.deviation().buffer();
    sums = memory.array(sum);
    sumsAt = Memory.offset(sum);
    deviations = memory.array(deviation);
    deviationsAt = Memory.offset(deviation);
    out = memory.ref(step.output(), 1);
    size = sum.size();
    rows = step.rows();
    pieceRows = new int[pieces];
    for (int piece = 0; piece < pieces; piece++) {
      int count = Plan.pieceStart(samples, pieces, piece + 1) - Plan.pieceStart(samples, pieces, piece);
      pieceRows[piece] = count * (rows / samples);
    }
  }

  private double sum(int piece, int j) {
    return (double) sums[sumsAt + piece * size + j] + deviations[deviationsAt + (2 * piece + 1) * size + j];
  }

  @Override
  public int units() {
    return size;
  }

  @Override
  public int unitsPerChunk() {
    return CHUNK;
  }

  @Override
  public String kernel() {
    return "plain loop";
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    float[] y = out.array(frame);
    for (int j = from; j < to; j++) {
      double total = 0;
      for (int piece = 0; piece < pieceRows.length; piece++) {
        total += sum(piece, j);
      }
      double mean = total / rows;
      double deviation = 0;
      for (int piece = 0; piece < pieceRows.length; piece++) {
        double apart = sum(piece, j) / pieceRows[piece] - mean;
        deviation += deviations[deviationsAt + 2 * piece * size + j] + apart * apart * pieceRows[piece];
      }
      y[out.at(frame, j)] = (float) deviation;
    }
  }
}
