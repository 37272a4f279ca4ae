package dev.kasane.backend.cpu.step;

import dev.kasane.plan.Step;

/** A product and what is made of it element by element, a range of rows after the other. */
final class ProductThenStep extends BoundStep {

  private final BoundStep product;
  private final BoundStep after;

  /** Units of the second for each row. */
  private final int perRow;

  ProductThenStep(Step.ProductThen step, BoundStep product, BoundStep after) {
    this.product = product;
    this.after = after;
    perRow = after.units() / step.product().output().layout().rows();
  }

  @Override
  public int units() {
    return product.units();
  }

  @Override
  public int unitsPerChunk() {
    return product.unitsPerChunk();
  }

  @Override
  public void prepare(int units) {
    product.prepare(units);
    after.prepare(units * perRow);
  }

  @Override
  public String kernel() {
    return product.kernel() + ", then " + after.kernel();
  }

  @Override
  public int scratchFloats() {
    return Math.max(product.scratchFloats(), after.scratchFloats());
  }

  @Override
  public int registers() {
    return Math.max(product.registers(), after.registers());
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    product.run(frame, from, to, first);
    after.run(frame, from * perRow, to * perRow, first);
  }
}
