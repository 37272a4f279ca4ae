package dev.kasane.studio.run;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import dev.kasane.train.Network;
import java.util.Map;

/** Makes models that only look. */
public final class Models {

  private Models() {}

  /** A model with these weights that computes on the calling thread alone, and so needs no closing. */
  public static Model of(Network network, Shape input, Map<String, Tensor> weights) {
    Model model = Model.of(network).backend(new CpuBackend(1));
    if (network.shapesKnown()) {
      model.build();
    } else {
      model.build(input);
    }
    model.setWeights(weights);
    return model;
  }
}
