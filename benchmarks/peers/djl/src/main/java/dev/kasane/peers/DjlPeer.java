package dev.kasane.peers;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.util.PairList;

/** DJL with libtorch: W1 to W7. Images are (batch, channels, height, width) there. */
public final class DjlPeer {

  public static void main(String[] args) throws Exception {
    Lines lines = new Lines(args);
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(lines.threads));
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    System.setProperty("ai.djl.offline", "true");
    try (Model model = Model.newInstance("peer", Device.cpu(), "PyTorch")) {
      Block block = network(lines.workload);
      if (block == null) {
        lines.skip("djl: " + lines.workload + " is not written");
      }
      model.setBlock(block);
      boolean fit = lines.workload.equals("W6");
      Loss loss = fit ? Loss.l2Loss() : Loss.softmaxCrossEntropyLoss();
      DefaultTrainingConfig config =
          new DefaultTrainingConfig(loss)
              .optOptimizer(optimizer(lines.workload))
              .optInitializer(new XavierInitializer(), Parameter.Type.WEIGHT)
              .optDevices(new Device[] {Device.cpu()});
      Shape sample = sample(lines.workload);
      try (Trainer trainer = model.newTrainer(config);
          NDManager manager = model.getNDManager().newSubManager()) {
        trainer.initialize(Lines.batch(sample, lines.batch));
        int count = lines.dataBatches(sample.size());
        NDArray[] inputs = new NDArray[count];
        NDArray[] targets = new NDArray[count];
        for (int i = 0; i < count; i++) {
          inputs[i] = manager.randomUniform(0, 1, Lines.batch(sample, lines.batch));
          targets[i] =
              fit
                  ? manager.randomUniform(0, 1, new Shape(lines.batch, 1))
                  : manager.randomInteger(0, 10, new Shape(lines.batch), DataType.INT64);
        }
        int[] at = {0};
        Runnable train =
            () -> {
              try (NDManager step = manager.newSubManager();
                  GradientCollector collector = trainer.newGradientCollector()) {
                NDArray x = inputs[at[0]].duplicate();
                NDArray y = targets[at[0]].duplicate();
                x.attach(step);
                y.attach(step);
                NDList outputs = trainer.forward(new NDList(x));
                NDArray value = loss.evaluate(new NDList(y), outputs);
                collector.backward(value);
                outputs.close();
                value.close();
              }
              trainer.step();
              at[0] = (at[0] + 1) % count;
            };
        NDArray many = manager.randomUniform(0, 1, Lines.batch(sample, Lines.INFERENCE_BATCH));
        NDArray one = manager.randomUniform(0, 1, Lines.batch(sample, 1));
        lines.report(
            "djl",
            "libtorch",
            Engine.getEngine("PyTorch").getVersion(),
            train,
            () -> predict(trainer, many),
            () -> predict(trainer, one));
      }
    }
  }

  private static void predict(Trainer trainer, NDArray x) {
    try (NDList outputs = trainer.evaluate(new NDList(x))) {
      outputs.head().toFloatArray();
    }
  }

  private static Shape sample(String workload) {
    return switch (workload) {
      case "W1", "W2" -> new Shape(1, 28, 28);
      case "W3" -> new Shape(1, 24, 24);
      case "W5" -> new Shape(784);
      case "W6" -> new Shape(1);
      default -> new Shape(3, 32, 32);
    };
  }

  private static Optimizer optimizer(String workload) {
    return switch (workload) {
      case "W1" -> Optimizer.adam().build();
      // Its PyTorch engine has no Adadelta; Adam does about as much for each weight.
      case "W3" -> Optimizer.adam().optWeightDecays(0.001f).build();
      case "W4" -> Optimizer.adam().build();
      case "W5" -> Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.1f)).build();
      case "W7" -> Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.01f)).optMomentum(0.9f).build();
      default -> Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.01f)).build();
    };
  }

  private static Block network(String workload) {
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
      default -> {
        return null;
      }
    }
    return net.add(Linear.builder().setUnits(10).build());
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
