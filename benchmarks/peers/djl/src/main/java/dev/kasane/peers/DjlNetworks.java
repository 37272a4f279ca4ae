package dev.kasane.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** The workloads' networks, as benchmarks/src/main/java says them for Kasane. */
final class DjlNetworks {

  private DjlNetworks() {}

  /** A workload's network; null if it is not written. */
  static Block of(String workload, NDManager manager) {
    SequentialBlock net = new SequentialBlock();
    switch (workload) {
      case "W1" -> {
        conv(net, 16, 3, 0).add(pool(2));
        conv(net, 32, 3, 0).add(pool(2));
        conv(net, 32, 3, 0).add(Blocks.batchFlattenBlock());
        net.add(Linear.builder().setUnits(64).build()).add(Activation.reluBlock());
      }
      case "W2" ->
          net.add(Conv2d.builder().setFilters(1).setKernelShape(new Shape(5, 5)).optBias(false).build())
              .add(new PositionBias())
              .add(Activation.reluBlock())
              .add(Blocks.batchFlattenBlock());
      case "W3" -> {
        conv(net, 8, 5, 2).add(pool(2));
        conv(net, 16, 5, 2).add(pool(3)).add(Blocks.batchFlattenBlock());
      }
      case "W4" -> {
        conv(net, 16, 5, 2).add(pool(2));
        conv(net, 20, 5, 2).add(pool(2));
        conv(net, 20, 5, 2).add(pool(2)).add(Blocks.batchFlattenBlock());
      }
      case "W5" -> net.add(Linear.builder().setUnits(50).build()).add(Activation.sigmoidBlock());
      case "W6" -> {
        return net.add(Linear.builder().setUnits(10).build())
            .add(Activation.tanhBlock())
            .add(Linear.builder().setUnits(1).build());
      }
      case "W7" -> {
        for (int filters = 64; filters <= 256; filters *= 2) {
          conv(net, filters, 3, 1);
          conv(net, filters, 3, 1).add(pool(2));
        }
        net.add(Blocks.batchFlattenBlock());
        net.add(Linear.builder().setUnits(256).build()).add(Activation.reluBlock());
      }
      case "W8" -> resnet18(net);
      // libtorch keeps a bias for the input and one for the state, so it has 512 parameters more than Kasane.
      case "W9" ->
          net.add(LSTM.builder().setStateSize(128).setNumLayers(1).optBatchFirst(true).optReturnState(false).build())
              .add(LambdaBlock.singleton(x -> x.get(":, -1")));
      case "W10" -> {
        return DjlGpt.block(manager);
      }
      default -> {
        return null;
      }
    }
    return net.add(Linear.builder().setUnits(10).build());
  }

  /** ResNet-18 with a 3×3 stem, before its last layer. */
  private static void resnet18(SequentialBlock net) {
    normalized(net, 64, 3, 1).add(Activation.reluBlock());
    for (int stage = 0; stage < 4; stage++) {
      for (int block = 0; block < 2; block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        int filters = 64 << stage;
        SequentialBlock inner = new SequentialBlock();
        normalized(inner, filters, 3, stride).add(Activation.reluBlock());
        normalized(inner, filters, 3, 1);
        Block past = stride == 1 ? Blocks.identityBlock() : normalized(new SequentialBlock(), filters, 1, stride);
        net.add(sum(inner, past)).add(Activation.reluBlock());
      }
    }
    net.add(Pool.globalAvgPool2dBlock());
  }

  /** The sum of what two blocks make of the same input. */
  static Block sum(Block inner, Block past) {
    return new ParallelBlock(
            both -> new NDList(both.get(0).singletonOrThrow().add(both.get(1).singletonOrThrow())))
        .add(inner)
        .add(past);
  }

  private static SequentialBlock normalized(SequentialBlock net, int filters, int kernel, int stride) {
    return net.add(
            Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(kernel / 2, kernel / 2))
                .optBias(false)
                .build())
        .add(BatchNorm.builder().build());
  }

  private static SequentialBlock conv(SequentialBlock net, int filters, int kernel, int padding) {
    return net.add(
            Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(new Shape(kernel, kernel))
                .optPadding(new Shape(padding, padding))
                .build())
        .add(Activation.reluBlock());
  }

  private static Block pool(int size) {
    return Pool.maxPool2dBlock(new Shape(size, size), new Shape(size, size));
  }

  /** A bias for each of the 24 by 24 outputs. */
  private static final class PositionBias extends AbstractBlock {

    private final Parameter bias;

    PositionBias() {
      bias =
          addParameter(
              Parameter.builder()
                  .setName("bias")
                  .setType(Parameter.Type.BIAS)
                  .optShape(new Shape(1, 1, 24, 24))
                  .build());
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      NDArray x = inputs.singletonOrThrow();
      return new NDList(x.add(store.getValue(bias, x.getDevice(), training)));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] shapes) {
      return shapes;
    }
  }
}
