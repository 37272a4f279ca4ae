package dev.kasane.peers;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * DL4J: W1, W3 to W7, W9. Its layers have no bias for each position (W2). Images are (batch, channels, height, width),
 * sequences (batch, features, steps).
 */
public final class Dl4jPeer {

  public static void main(String[] args) throws Exception {
    Lines lines = new Lines(args);
    String workload = lines.workload;
    boolean fit = workload.equals("W6");
    NeuralNetConfiguration.Builder settings =
        new NeuralNetConfiguration.Builder().seed(1).weightInit(WeightInit.XAVIER).updater(updater(workload));
    if (workload.equals("W3")) {
      settings.l2(0.001);
    }
    NeuralNetConfiguration.ListBuilder net = settings.list();
    long[] sample;
    InputType type;
    switch (workload) {
      case "W1" -> {
        type = InputType.convolutional(28, 28, 1);
        sample = new long[] {1, 28, 28};
        net.layer(conv(16, 3, 0)).layer(pool(2)).layer(conv(32, 3, 0)).layer(pool(2)).layer(conv(32, 3, 0));
        net.layer(new DenseLayer.Builder().nOut(64).activation(Activation.RELU).build());
      }
      case "W3" -> {
        type = InputType.convolutional(24, 24, 1);
        sample = new long[] {1, 24, 24};
        net.layer(conv(8, 5, 2)).layer(pool(2)).layer(conv(16, 5, 2)).layer(pool(3));
      }
      case "W4" -> {
        type = InputType.convolutional(32, 32, 3);
        sample = new long[] {3, 32, 32};
        net.layer(conv(16, 5, 2)).layer(pool(2)).layer(conv(20, 5, 2)).layer(pool(2)).layer(conv(20, 5, 2));
        net.layer(pool(2));
      }
      case "W5" -> {
        type = InputType.feedForward(784);
        sample = new long[] {784};
        net.layer(new DenseLayer.Builder().nOut(50).activation(Activation.SIGMOID).build());
      }
      case "W6" -> {
        type = InputType.feedForward(1);
        sample = new long[] {1};
        net.layer(new DenseLayer.Builder().nOut(10).activation(Activation.TANH).build());
      }
      case "W7" -> {
        type = InputType.convolutional(32, 32, 3);
        sample = new long[] {3, 32, 32};
        for (int filters = 64; filters <= 256; filters *= 2) {
          net.layer(conv(filters, 3, 1)).layer(conv(filters, 3, 1)).layer(pool(2));
        }
        net.layer(new DenseLayer.Builder().nOut(256).activation(Activation.RELU).build());
      }
      case "W9" -> {
        type = InputType.recurrent(28, 28);
        sample = new long[] {28, 28};
        net.layer(new LastTimeStep(new LSTM.Builder().nOut(128).activation(Activation.TANH).build()));
      }
      default -> {
        lines.skip("dl4j: " + workload + " cannot be said with its layers, or is not written");
        return;
      }
    }
    net.layer(
        fit
            ? new OutputLayer.Builder(LossFunction.MSE).nOut(1).activation(Activation.IDENTITY).build()
            : new OutputLayer.Builder(LossFunction.MCXENT).nOut(10).activation(Activation.SOFTMAX).build());
    MultiLayerNetwork model = new MultiLayerNetwork(net.setInputType(type).build());
    model.init();
    long size = 1;
    for (long axis : sample) {
      size *= axis;
    }
    DataSet[] data = new DataSet[lines.dataBatches(size)];
    for (int i = 0; i < data.length; i++) {
      INDArray targets = Nd4j.zeros(lines.batch, fit ? 1 : 10);
      for (int row = 0; row < lines.batch && !fit; row++) {
        targets.putScalar(row, (row * 7 + i) % 10, 1);
      }
      data[i] = new DataSet(Nd4j.rand(shape(sample, lines.batch)), targets);
    }
    INDArray many = Nd4j.rand(shape(sample, Lines.INFERENCE_BATCH));
    INDArray one = Nd4j.rand(shape(sample, 1));
    int[] at = {0};
    Runnable train =
        () -> {
          model.fit(data[at[0]]);
          at[0] = (at[0] + 1) % data.length;
        };
    lines.report("dl4j", "openblas", "1.0.0-M2.1", model.numParams(), train, () -> model.output(many), () -> model.output(one));
    System.exit(0);
  }

  private static long[] shape(long[] sample, int count) {
    long[] shape = new long[sample.length + 1];
    shape[0] = count;
    System.arraycopy(sample, 0, shape, 1, sample.length);
    return shape;
  }

  private static ConvolutionLayer conv(int filters, int kernel, int padding) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .nOut(filters)
        .padding(padding, padding)
        .activation(Activation.RELU)
        .build();
  }

  private static SubsamplingLayer pool(int size) {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
        .kernelSize(size, size)
        .stride(size, size)
        .convolutionMode(ConvolutionMode.Truncate)
        .build();
  }

  private static IUpdater updater(String workload) {
    return switch (workload) {
      case "W1", "W9" -> new Adam();
      case "W3", "W4" -> new AdaDelta();
      case "W5" -> new Sgd(0.1);
      case "W7" -> new Nesterovs(0.01, 0.9);
      default -> new Sgd(0.01);
    };
  }
}
