package dev.kasane.cli;

import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Vol;
import dev.kasane.convnetjs.convert.NetToModel;
import dev.kasane.convnetjs.json.ConvNetJson;
import dev.kasane.data.DataException;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Networks that ConvNetJS saved as JSON. */
final class ConvNetFile {

  /** Larger files are refused before they are read: their text alone would not fit into one string with its tree. */
  private static final long LARGEST = 512L << 20;

  private static final int HEAD = 64;

  private ConvNetFile() {}

  /** Whether a file holds JSON, told by its first character: no other model file begins like that. */
  static boolean isJson(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      String head = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8).replace("\uFEFF", "").strip();
      return head.startsWith("{") || head.startsWith("[");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a net.
   *
   * @throws ConvNetException that names the file and the place in it, if it cannot be used
   */
  static Net read(Path file) {
    try {
      long size = Files.size(file);
      if (size > LARGEST) {
        throw new DataException(file.toString(), "a net of at most " + LARGEST + " bytes", size + " bytes",
            "Use a smaller net.");
      }
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file))).toString();
      Map<String, Object> tree = ConvNetJson.parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
      if (!tree.containsKey("layers") && tree.containsKey("nets")) {
        throw new ConvNetException("expected one net {\"layers\": [...]}, received an ensemble of several {\"nets\": "
            + "[...]}; save one of them on its own");
      }
      Net net = new Net(0);
      net.fromJSON(tree);
      return net;
    } catch (CharacterCodingException e) {
      throw new DataException(file.toString(), "JSON in UTF-8", "bytes that are none", "Save it as UTF-8.", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ConvNetException e) {
      throw new ConvNetException(file + ": " + e.getMessage(), e);
    }
  }

  /** The outputs of samples (n, ...), each in the order of a volume; (n, outputs). */
  static Tensor predict(Net net, Tensor samples) {
    var size = net.layers().getFirst().out();
    int count = samples.shape().dim(0);
    int each = samples.size() / count;
    int outputs = (int) net.layers().getLast().out().length();
    Tensor result = Tensor.zeros(Shape.of(count, outputs));
    for (int n = 0; n < count; n++) {
      double[] w = new double[each];
      for (int i = 0; i < each; i++) {
        w[i] = samples.data()[n * each + i];
      }
      double[] out = net.forward(Vol.wrap(size.sx(), size.sy(), size.depth(), w)).read();
      for (int i = 0; i < outputs; i++) {
        result.data()[n * outputs + i] = (float) out[i];
      }
    }
    return result;
  }

  /** The shape of one sample; see {@link NetToModel#inputShape}. */
  static Shape inputShape(Net net) {
    return NetToModel.inputShape(net);
  }

  /** Pixels as ConvNetJS makes them of an image: value/255 - 0.5. */
  static void centre(Tensor image) {
    float[] data = image.data();
    for (int i = 0; i < data.length; i++) {
      data[i] -= 0.5f;
    }
  }
}
