package dev.kasane.peers;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

/** DJL with libtorch: W1 to W10. Images are (batch, channels, height, width) there. */
public final class DjlPeer {

  private static final int CLASSES = 10;

  public static void main(String[] args) throws Exception {
    Lines lines = new Lines(args);
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(lines.threads));
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    System.setProperty("ai.djl.offline", "true");
    try (Model model = Model.newInstance("peer", Device.cpu(), "PyTorch")) {
      Block block = DjlNetworks.of(lines.workload, model.getNDManager());
      if (block == null) {
        lines.skip("djl: " + lines.workload + " is not written");
      }
      model.setBlock(block);
      Loss loss = lines.workload.equals("W6") ? Loss.l2Loss() : Loss.softmaxCrossEntropyLoss();
      DefaultTrainingConfig config =
          new DefaultTrainingConfig(loss)
              .optOptimizer(optimizer(lines.workload))
              .optInitializer(new XavierInitializer(), Parameter.Type.WEIGHT)
              .optDevices(new Device[] {Device.cpu()});
      Shape sample = sample(lines.workload);
      try (Trainer trainer = model.newTrainer(config);
          NDManager manager = model.getNDManager().newSubManager()) {
        trainer.initialize(new Shape(lines.batch).addAll(sample));
        int count = lines.dataBatches(sample.size());
        NDArray[] inputs = new NDArray[count];
        NDArray[] targets = new NDArray[count];
        for (int i = 0; i < count; i++) {
          inputs[i] = inputs(manager, lines.workload, lines.batch);
          targets[i] = targets(manager, lines.workload, lines.batch);
        }
        int[] at = {0};
        Runnable train =
            () -> {
              try (NDManager step = manager.newSubManager();
                  GradientCollector collector = trainer.newGradientCollector()) {
                NDArray x = inputs[at[0]];
                NDArray y = targets[at[0]];
                // What is computed from them belongs to this step and is freed with it.
                step.tempAttachAll(x, y);
                NDList outputs = trainer.forward(new NDList(x));
                NDArray value = loss.evaluate(new NDList(y), outputs);
                collector.backward(value);
                outputs.close();
                value.close();
              }
              trainer.step();
              at[0] = (at[0] + 1) % count;
            };
        NDArray many = inputs(manager, lines.workload, Lines.INFERENCE_BATCH);
        NDArray one = inputs(manager, lines.workload, 1);
        lines.report(
            "djl",
            "libtorch",
            Engine.getEngine("PyTorch").getVersion(),
            parameters(block),
            train,
            () -> predict(trainer, many),
            () -> predict(trainer, one));
      }
    }
  }

  private static void predict(Trainer trainer, NDArray x) {
    try (NDManager manager = x.getManager().newSubManager()) {
      manager.tempAttachAll(x);
      trainer.evaluate(new NDList(x)).head().toFloatArray();
    }
  }

  /** Numbers that are trained. */
  private static long parameters(Block block) {
    return block.getParameters().values().stream()
        .filter(Parameter::requiresGradient)
        .mapToLong(parameter -> parameter.getShape().size())
        .sum();
  }

  private static NDArray inputs(NDManager manager, String workload, int count) {
    Shape shape = new Shape(count).addAll(sample(workload));
    return workload.equals("W10")
        ? manager.randomInteger(0, DjlGpt.VOCABULARY, shape, DataType.INT64)
        : manager.randomUniform(0, 1, shape);
  }

  private static NDArray targets(NDManager manager, String workload, int count) {
    return switch (workload) {
      case "W6" -> manager.randomUniform(0, 1, new Shape(count, 1));
      // One for each place of each text.
      case "W10" -> manager.randomInteger(
          0, DjlGpt.VOCABULARY, new Shape((long) count * DjlGpt.CONTEXT), DataType.INT64);
      default -> manager.randomInteger(0, CLASSES, new Shape(count), DataType.INT64);
    };
  }

  private static Shape sample(String workload) {
    return switch (workload) {
      case "W1", "W2" -> new Shape(1, 28, 28);
      case "W3" -> new Shape(1, 24, 24);
      case "W5" -> new Shape(784);
      case "W6" -> new Shape(1);
      case "W9" -> new Shape(28, 28);
      case "W10" -> new Shape(DjlGpt.CONTEXT);
      default -> new Shape(3, 32, 32);
    };
  }

  private static Optimizer optimizer(String workload) {
    return switch (workload) {
      case "W1", "W9" -> Optimizer.adam().build();
      // Its PyTorch engine has no Adadelta; Adam does about as much for each weight.
      case "W3" -> Optimizer.adam().optWeightDecays(0.001f).build();
      case "W4" -> Optimizer.adam().build();
      case "W5" -> Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.1f)).build();
      case "W7", "W8" -> Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.01f)).optMomentum(0.9f).build();
      case "W10" -> Optimizer.adamW().optLearningRateTracker(Tracker.fixed(0.001f)).build();
      default -> Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.01f)).build();
    };
  }
}
