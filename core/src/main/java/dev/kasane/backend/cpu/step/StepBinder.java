package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.kernel.KernelProvider;
import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Op;
import dev.kasane.graph.Window2d;
import dev.kasane.plan.Step;

/** Chooses what runs each step. */
public final class StepBinder {

  private final Memory memory;
  private final Kernels kernels;
  private final int samples;
  private final int pieces;
  private final boolean generates;

  /**
   * Makes one.
   *
   * @param samples size of the batch
   * @param pieces into how many pieces it is cut
   */
  public StepBinder(Memory memory, Kernels kernels, int samples, int pieces) {
    this.memory = memory;
    this.kernels = kernels;
    this.samples = samples;
    this.pieces = pieces;
    this.generates = KernelProvider.generates();
  }

  /** The step, ready to run. */
  public BoundStep bind(Step step) {
    return switch (step) {
      case Step.Elementwise elementwise ->
          ElementwiseLoopStep.bind(elementwise, memory, kernels, generates, samples, pieces);
      case Step.Combine combine -> new CombineStep(combine, memory, kernels, pieces);
      case Step.CrossEntropy loss -> new CrossEntropyStep(loss, memory, kernels, generates, samples);
      case Step.ProductThen joined -> productThen(joined);
      case Step.Moments moments -> new MomentsStep(moments, memory, kernels, generates, samples, pieces);
      case Step.CombineDeviation deviation -> new CombineDeviationStep(deviation, memory, samples, pieces);
      case Step.Copy copy -> new CopyStep(copy, memory);
      case Step.ArgmaxPool pool -> ArgmaxPoolStep.pool(pool, memory, kernels, generates, samples);
      case Step.Unpool unpool -> ArgmaxPoolStep.unpool(unpool, memory, kernels, generates, samples);
      case Step.Chain chain ->
          new ChainStep(chain.steps().stream().map(this::bind).toArray(BoundStep[]::new), chain.rows());
      case Step.WinogradKernel winograd -> new WinogradKernelStep(winograd, memory, kernels);
      case Step.Primitive primitive when primitive.winograd() && primitive.op() instanceof Op.Conv2dKernelGrad op ->
          new WinogradKernelGradStep(primitive, op, memory, kernels, pieces);
      case Step.Primitive primitive when primitive.winograd() ->
          new WinogradConv2dStep(primitive, memory, kernels);
      case Step.Primitive primitive -> bind(primitive);
    };
  }

  private BoundStep productThen(Step.ProductThen step) {
    BoundStep finished = generates ? FinishedProductStep.bind(step, memory, samples, pieces) : null;
    return finished != null ? finished : new ProductThenStep(step, bind(step.product()), bind((Step) step.after()));
  }

  private BoundStep bind(Step.Primitive step) {
    return switch (step.op()) {
      case Op.RandomUniform op -> new RandomStep(step, op, memory, kernels, samples);
      case Op.Reshape _ -> new RepackStep(step, memory, kernels, samples);
      case Op.Transpose op when MatrixTransposeStep.does(op) ->
          new MatrixTransposeStep(step, memory, kernels, samples);
      case Op.Transpose op -> RearrangeStep.transpose(step, op, memory, samples);
      case Op.BroadcastTo _ -> RearrangeStep.broadcast(step, memory, samples);
      case Op.Concat op -> RearrangeStep.concat(step, op, memory, samples);
      case Op.Slice op -> RearrangeStep.slice(step, op, memory, samples);
      case Op.Pad op -> RearrangeStep.pad(step, op, memory, samples);
      case Op.Gather _ -> IndexStep.gather(step, memory, samples);
      case Op.ScatterAdd op -> IndexStep.scatterAdd(step, op, memory, samples);
      case Op.OneHot op -> IndexStep.oneHot(step, op, memory, samples);
      case Op.Reduce op -> new ReduceStep(step, op, memory, kernels, samples);
      case Op.ArgMax _ -> new RowsStep(step, RowsStep.Kind.ARG_MAX, memory, kernels, samples);
      case Op.Softmax _ -> new RowsStep(step, RowsStep.Kind.SOFTMAX, memory, kernels, samples);
      case Op.LogSoftmax _ -> new RowsStep(step, RowsStep.Kind.LOG_SOFTMAX, memory, kernels, samples);
      case Op.MatMul op -> new MatMulStep(step, op, memory, kernels, generates, samples);
      case Op.Conv2d op when DepthwiseStep.does(op, step) -> new DepthwiseStep(step, op, memory, kernels, samples);
      case Op.Conv2d op when NarrowConv2dStep.does(op, step, kernels) ->
          NarrowConv2dStep.forward(step, op, memory, kernels, samples);
      case Op.Conv2d op when op.groups() > 1 -> new GroupedConv2dStep(step, op, memory, kernels, samples);
      case Op.Conv2d op when generates -> new TiledConv2dStep(step, op, memory, kernels, samples);
      case Op.Conv2d op -> new Conv2dStep(step, op, memory, kernels, samples);
      case Op.Conv2dInputGrad op when DepthwiseInputGradStep.does(op, step) ->
          new DepthwiseInputGradStep(step, op, memory, kernels, samples);
      case Op.Conv2dInputGrad op
          when generates && op.groups() == 1 && ScatterConv2dInputGradStep.does(step, kernels) ->
          new ScatterConv2dInputGradStep(step, op, memory, samples);
      case Op.Conv2dInputGrad op when NarrowConv2dStep.does(op, step, kernels) ->
          NarrowConv2dStep.gradient(step, op, memory, kernels, samples);
      case Op.Conv2dInputGrad op when PhasedConv2dInputGradStep.does(op) ->
          new PhasedConv2dInputGradStep(step, op, memory, kernels, samples);
      case Op.Conv2dInputGrad op -> new Conv2dInputGradStep(step, op, memory, kernels, samples);
      case Op.Conv2dKernelGrad op when DepthwiseKernelGradStep.does(op, step) ->
          new DepthwiseKernelGradStep(step, op, memory, kernels, samples);
      case Op.Conv2dKernelGrad op when op.groups() > 1 ->
          new GroupedConv2dKernelGradStep(step, op, memory, kernels, samples);
      case Op.Conv2dKernelGrad op when generates ->
          new TiledConv2dKernelGradStep(step, op, memory, kernels, samples);
      case Op.Conv2dKernelGrad op -> new Conv2dKernelGradStep(step, op, memory, kernels, samples);
      case Op.MaxPool2d op -> pool(step, PoolStep.Kind.MAX, op.window(), false);
      case Op.AvgPool2d op -> pool(step, PoolStep.Kind.AVERAGE, op.window(), op.countPadding());
      case Op.AvgPool2dGrad op -> pool(step, PoolStep.Kind.AVERAGE_GRAD, op.window(), op.countPadding());
      case Op.Input _, Op.Variable _, Op.Constant _, Op.Elementwise _, Op.MaxPool2dGrad _ ->
          throw new IllegalStateException(step.op().label() + " is no step of its own");
    };
  }

  private BoundStep pool(
      Step.Primitive step, PoolStep.Kind kind, Window2d window, boolean countPadding) {
    return new PoolStep(step, kind, window, countPadding, memory, kernels, generates, samples);
  }
}
