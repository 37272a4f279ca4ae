package dev.kasane.studio.image;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.convert.ModelToNet;
import dev.kasane.convnetjs.convert.NetToModel;
import dev.kasane.convnetjs.json.ConvNetJson;
import dev.kasane.nn.Losses;
import dev.kasane.nn.layers.Activation;
import dev.kasane.nn.layers.ActivationFunction;
import dev.kasane.nn.layers.Dense;
import dev.kasane.nn.layers.Layer;
import dev.kasane.nn.losses.Loss;
import dev.kasane.studio.run.NetworkNodes;
import dev.kasane.studio.server.RequestException;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import dev.kasane.train.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Models and ConvNetJS nets as files that come and go through the page. */
final class NetFiles {

  /** Bytes of a file that is loaded at most. */
  static final long MAX_BYTES = 96L << 20;

  private static final String SVM = "svm";

  private NetFiles() {}

  /**
   * What was in a file.
   *
   * @param text for the editor; empty if the network cannot be written so
   * @param network without weights
   * @param input shape of an image
   * @param classes outputs
   * @param loss compares the output with a class index
   * @param weights by path
   * @param convnetjs whether it is a net of ConvNetJS, whose demonstrations centre pixels around 0
   */
  record Loaded(
      String text,
      Network network,
      Shape input,
      int classes,
      Loss loss,
      Map<String, Tensor> weights,
      boolean convnetjs) {}

  /**
   * Reads a Kasane model or a ConvNetJS net, whichever it is.
   *
   * @throws RequestException if it is neither, or does not classify images
   */
  static Loaded read(byte[] bytes) {
    boolean json = firstLetter(bytes) == '{';
    Model model = json ? net(bytes) : model(bytes);
    try (model) {
      Network network = model.network();
      Shape input = network.inputs().getFirst().shape();
      if (network.inputs().size() != 1 || network.outputs().size() != 1 || input == null || input.rank() != 3) {
        throw new RequestException("Expected a network with one input of images (height, width, channels) and one "
            + "output, received " + (input == null ? "one without a shape" : "inputs of shape " + input));
      }
      Shape output = NetworkNodes.of(network, input, 1).values().get(network.outputs().getFirst().value()).shape();
      if (output.rank() != 2) {
        throw new RequestException("Expected a network that gives one number for each class, received outputs of shape "
            + output.dropFirst());
      }
      boolean svm = SVM.equals(model.metadata().get("convnetjs_loss")) || !endsWithSoftmax(network);
      Loss loss = svm ? Losses.hinge() : Losses.sparseCategoricalCrossentropy();
      return new Loaded(
          ModelText.of(network, input, svm), network, input, output.last(), loss, model.getWeights(), json);
    }
  }

  private static char firstLetter(byte[] bytes) {
    for (byte letter : bytes) {
      if (letter != ' ' && letter != '\n' && letter != '\r' && letter != '\t') {
        return (char) letter;
      }
    }
    throw new RequestException("The file is empty; expected a Kasane model or a net that ConvNetJS saved as JSON");
  }

  private static boolean endsWithSoftmax(Network network) {
    Layer last = network.layers().get(network.calls().getLast().layer()).layer();
    return last instanceof Dense dense && dense.activation() == ActivationFunction.SOFTMAX
        || last instanceof Activation activation && activation.function() == ActivationFunction.SOFTMAX;
  }

  private static Model net(byte[] bytes) {
    Net net = new Net(0);
    net.fromJSON(new String(bytes, StandardCharsets.UTF_8));
    if (net.layers().getLast().layerType().equals("regression")) {
      throw new RequestException("This net ends with regression; expected one that classifies, with softmax or svm");
    }
    return NetToModel.convert(net, new CpuBackend(1));
  }

  private static Model model(byte[] bytes) {
    return withFile(".kasane", file -> {
      Files.write(file, bytes);
      try {
        return Model.load(file, new CpuBackend(1));
      } catch (RuntimeException e) {
        throw new RequestException(String.valueOf(e.getMessage()).replace(file.toString(), "the file"));
      }
    });
  }

  /** The file of a model. */
  static byte[] write(Model model) {
    return withFile(".kasane", file -> {
      model.save(file);
      return Files.readAllBytes(file);
    });
  }

  /** A model as ConvNetJS saves nets. */
  static String convnetjs(Model model) {
    return ConvNetJson.stringify(ModelToNet.convert(model).toJSON());
  }

  /** Something that is done with a file. */
  interface Use<T> {
    T apply(Path file) throws IOException;
  }

  /** Does something with a file of our own, which is gone afterwards. */
  static <T> T withFile(String ending, Use<T> use) {
    try {
      Path folder = Files.createTempDirectory("kasane-studio");
      Path file = folder.resolve("file" + ending);
      try {
        return use.apply(file);
      } finally {
        Files.deleteIfExists(file);
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The folder for temporary files cannot be used", e);
    }
  }
}
