package dev.kasane.backend.cpu.step;

import dev.kasane.graph.Op;
import dev.kasane.plan.Layout;
import dev.kasane.plan.Operand;
import dev.kasane.plan.Step;
import java.util.Arrays;

/** Steps whose places depend on values: one-hot, rows of a table by index, and their sums back into the table. */
final class IndexStep extends BoundStep {

  /** Which of the three. */
  private enum Kind {
    ONE_HOT,
    GATHER,
    SCATTER_ADD
  }

  private final Kind kind;
  private final Ref indices;
  private final Ref rows;
  private final Ref table;
  private final Layout indexLayout;
  private final int indicesPerUnit;
  private final int count;
  private final int rowElements;
  private final Layout rowLayout;
  private final Layout tableLayout;

  private IndexStep(
      Kind kind, Step.Primitive step, Operand indices, Operand rows, Operand table, int count, Memory memory,
      int samples) {
    this.kind = kind;
    int units = step.split() == Step.Split.GLOBAL ? 1 : samples;
    this.indices = memory.rows(indices, units);
    this.rows = memory.rows(rows, units);
    this.table = memory.whole(table);
    this.indexLayout = indices.layout();
    this.indicesPerUnit = indices.shape().size() / units;
    this.count = count;
    this.rowElements = rows.shape().size() / indices.shape().size();
    this.rowLayout = rows.layout();
    this.tableLayout = table.layout();
  }

  static IndexStep oneHot(Step.Primitive step, Op.OneHot op, Memory memory, int samples) {
    Operand out = step.output();
    return new IndexStep(Kind.ONE_HOT, step, step.inputs().getFirst(), out, out, op.depth(), memory, samples);
  }

  static IndexStep gather(Step.Primitive step, Memory memory, int samples) {
    Operand table = step.inputs().get(0);
    int count = table.shape().dim(0);
    return new IndexStep(Kind.GATHER, step, step.inputs().get(1), step.output(), table, count, memory, samples);
  }

  static IndexStep scatterAdd(Step.Primitive step, Op.ScatterAdd op, Memory memory, int samples) {
    Operand dy = step.inputs().get(1);
    return new IndexStep(
        Kind.SCATTER_ADD, step, step.inputs().get(0), dy, step.output(), op.rows(), memory, samples);
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    float[] index = indices.array(frame);
    int io = indices.at(frame, from);
    float[] row = rows.array(frame);
    int ro = rows.at(frame, from);
    float[] all = table.array(frame);
    int ao = table.at(frame, from);
    if (kind == Kind.SCATTER_ADD && first) {
      Arrays.fill(all, ao, ao + tableLayout.size(), 0f);
    }
    for (int i = 0; i < (to - from) * indicesPerUnit; i++) {
      float value = index[io + physical(indexLayout, i)];
      int at = value >= 0 && value < count ? (int) value : -1;
      switch (kind) {
        case ONE_HOT -> oneHot(row, ro + i * rowLayout.pitch(), at);
        case GATHER -> gather(all, ao, at, row, ro, i * rowElements);
        case SCATTER_ADD -> scatterAdd(row, ro, i * rowElements, all, ao, at);
      }
    }
  }

  private void oneHot(float[] y, int yo, int at) {
    Arrays.fill(y, yo, yo + rowLayout.pitch(), 0f);
    if (at >= 0) {
      y[yo + at] = 1f;
    }
  }

  private void gather(float[] all, int ao, int at, float[] row, int ro, int element) {
    for (int j = 0; j < rowElements; j++) {
      row[ro + physical(rowLayout, element + j)] =
          at < 0 ? 0f : all[ao + physical(tableLayout, at * rowElements + j)];
    }
  }

  private void scatterAdd(float[] row, int ro, int element, float[] all, int ao, int at) {
    if (at >= 0) {
      for (int j = 0; j < rowElements; j++) {
        all[ao + physical(tableLayout, at * rowElements + j)] += row[ro + physical(rowLayout, element + j)];
      }
    }
  }

  private static int physical(Layout layout, int element) {
    return layout.packed() ? element : element / layout.cols() * layout.pitch() + element % layout.cols();
  }
}
