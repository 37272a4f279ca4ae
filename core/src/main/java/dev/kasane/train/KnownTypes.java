package dev.kasane.train;

import dev.kasane.nn.initializers.Constant;
import dev.kasane.nn.initializers.GlorotNormal;
import dev.kasane.nn.initializers.GlorotUniform;
import dev.kasane.nn.initializers.HeNormal;
import dev.kasane.nn.initializers.HeUniform;
import dev.kasane.nn.initializers.Identity;
import dev.kasane.nn.initializers.LecunNormal;
import dev.kasane.nn.initializers.LecunUniform;
import dev.kasane.nn.initializers.Ones;
import dev.kasane.nn.initializers.Orthogonal;
import dev.kasane.nn.initializers.RandomNormal;
import dev.kasane.nn.initializers.RandomUniform;
import dev.kasane.nn.initializers.TruncatedNormal;
import dev.kasane.nn.initializers.VarianceScaling;
import dev.kasane.nn.initializers.Zeros;
import dev.kasane.nn.layers.Activation;
import dev.kasane.nn.layers.Add;
import dev.kasane.nn.layers.Average;
import dev.kasane.nn.layers.AveragePool2d;
import dev.kasane.nn.layers.BatchNormalization;
import dev.kasane.nn.layers.Concatenate;
import dev.kasane.nn.layers.Conv2d;
import dev.kasane.nn.layers.Dense;
import dev.kasane.nn.layers.Dropout;
import dev.kasane.nn.layers.Elu;
import dev.kasane.nn.layers.Embedding;
import dev.kasane.nn.layers.Flatten;
import dev.kasane.nn.layers.GlobalAveragePool2d;
import dev.kasane.nn.layers.Gru;
import dev.kasane.nn.layers.InputLayer;
import dev.kasane.nn.layers.LayerNormalization;
import dev.kasane.nn.layers.LeakyRelu;
import dev.kasane.nn.layers.Lstm;
import dev.kasane.nn.layers.MaxPool2d;
import dev.kasane.nn.layers.Maximum;
import dev.kasane.nn.layers.MultiHeadAttention;
import dev.kasane.nn.layers.Multiply;
import dev.kasane.nn.layers.PositionEmbedding;
import dev.kasane.nn.layers.Reshape;
import dev.kasane.nn.layers.SimpleRnn;
import dev.kasane.nn.losses.BinaryCrossentropy;
import dev.kasane.nn.losses.CategoricalCrossentropy;
import dev.kasane.nn.losses.Hinge;
import dev.kasane.nn.losses.Huber;
import dev.kasane.nn.losses.MeanAbsoluteError;
import dev.kasane.nn.losses.MeanSquaredError;
import dev.kasane.nn.losses.SparseCategoricalCrossentropy;
import dev.kasane.nn.metrics.Accuracy;
import dev.kasane.nn.metrics.BinaryAccuracy;
import dev.kasane.nn.metrics.MeanAbsoluteErrorMetric;
import dev.kasane.nn.metrics.MeanSquaredErrorMetric;
import dev.kasane.nn.metrics.TopKAccuracy;
import dev.kasane.nn.optimizers.Adadelta;
import dev.kasane.nn.optimizers.Adagrad;
import dev.kasane.nn.optimizers.Adam;
import dev.kasane.nn.optimizers.AdamW;
import dev.kasane.nn.optimizers.Clipped;
import dev.kasane.nn.optimizers.RmsProp;
import dev.kasane.nn.optimizers.Sgd;
import dev.kasane.nn.regularizers.L1;
import dev.kasane.nn.regularizers.L1L2;
import dev.kasane.nn.regularizers.L2;
import dev.kasane.nn.schedules.ConstantRate;
import dev.kasane.nn.schedules.CosineDecay;
import dev.kasane.nn.schedules.ExponentialDecay;
import dev.kasane.nn.schedules.OneCycle;
import dev.kasane.nn.schedules.Sequence;
import dev.kasane.nn.schedules.StepDecay;
import dev.kasane.nn.schedules.Warmup;
import dev.kasane.train.files.RecordCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * The library's records that a model file may name where an interface is declared. A test finds those that are missing
 * here.
 */
final class KnownTypes {

  static final List<Class<?>> ALL =
      List.of(
          // layers
          Activation.class,
          Add.class,
          Average.class,
          AveragePool2d.class,
          BatchNormalization.class,
          Concatenate.class,
          Conv2d.class,
          Dense.class,
          Dropout.class,
          Elu.class,
          Embedding.class,
          Flatten.class,
          GlobalAveragePool2d.class,
          Gru.class,
          InputLayer.class,
          LayerNormalization.class,
          LeakyRelu.class,
          Lstm.class,
          MaxPool2d.class,
          Maximum.class,
          MultiHeadAttention.class,
          Multiply.class,
          PositionEmbedding.class,
          Reshape.class,
          SimpleRnn.class,
          // losses
          BinaryCrossentropy.class,
          CategoricalCrossentropy.class,
          Hinge.class,
          Huber.class,
          MeanAbsoluteError.class,
          MeanSquaredError.class,
          SparseCategoricalCrossentropy.class,
          // metrics
          Accuracy.class,
          BinaryAccuracy.class,
          MeanAbsoluteErrorMetric.class,
          MeanSquaredErrorMetric.class,
          TopKAccuracy.class,
          // optimizers
          Adadelta.class,
          Adagrad.class,
          Adam.class,
          AdamW.class,
          Clipped.class,
          RmsProp.class,
          Sgd.class,
          // initializers
          Constant.class,
          GlorotNormal.class,
          GlorotUniform.class,
          HeNormal.class,
          HeUniform.class,
          Identity.class,
          LecunNormal.class,
          LecunUniform.class,
          Ones.class,
          Orthogonal.class,
          RandomNormal.class,
          RandomUniform.class,
          TruncatedNormal.class,
          VarianceScaling.class,
          Zeros.class,
          // regularizers
          L1.class,
          L1L2.class,
          L2.class,
          // schedules
          ConstantRate.class,
          CosineDecay.class,
          ExponentialDecay.class,
          OneCycle.class,
          Sequence.class,
          StepDecay.class,
          Warmup.class);

  private KnownTypes() {}

  /** A codec for these and some more. */
  static RecordCodec codec(List<Class<?>> more) {
    List<Class<?>> types = new ArrayList<>(ALL);
    types.addAll(more);
    return new RecordCodec(types);
  }
}
