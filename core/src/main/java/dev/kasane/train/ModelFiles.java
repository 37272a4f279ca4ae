package dev.kasane.train;

import dev.kasane.backend.Backend;
import dev.kasane.json.Json;
import dev.kasane.json.JsonException;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.files.ModelFileException;
import dev.kasane.train.files.RecordCodec;
import dev.kasane.train.files.SafeTensors;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Models in files: what {@code docs/model-format.md} describes. */
final class ModelFiles {

  private static final String FORMAT = "kasane.format";
  private static final String VERSION = "1";
  private static final String NETWORK = "kasane.network";
  private static final String COMPILE = "kasane.compile";
  private static final String SEED = "kasane.seed";
  private static final String STEPS = "kasane.steps";
  private static final String EPOCHS = "kasane.epochs";
  private static final String CHECKPOINT = "kasane.checkpoint";
  private static final String OPTIMIZER = "optimizer/";
  private static final String CALLBACK = "callback/";

  private ModelFiles() {}

  // ---- writing ----

  static void save(Model model, Path file) {
    SafeTensors.write(file, new SafeTensors.Contents(metadata(model, file), model.getWeights()));
  }

  /** Writes a model with its optimizer slots, a position, and tensors of callbacks by {@code index/key}. */
  static void saveCheckpoint(Model model, Checkpoint checkpoint, Map<String, Tensor> callbackTensors, Path file) {
    Map<String, String> metadata = metadata(model, file);
    metadata.put(CHECKPOINT, KnownTypes.codec(List.of()).encode(checkpoint, Checkpoint.class).text());
    Map<String, Tensor> tensors = new LinkedHashMap<>(model.getWeights());
    model.slots().forEach(path -> tensors.put(path, model.variables().get(path)));
    callbackTensors.forEach((key, tensor) -> tensors.put(CALLBACK + key, tensor));
    SafeTensors.write(file, new SafeTensors.Contents(metadata, tensors));
  }

  private static Map<String, String> metadata(Model model, Path file) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(FORMAT, VERSION);
    metadata.put(NETWORK, networkText(model, file));
    Compilation compilation = model.compilation();
    if (compilation != null) {
      metadata.put(COMPILE, encode(compilation, Compilation.class, file));
    }
    metadata.put(SEED, Long.toString(model.seed()));
    metadata.put(STEPS, Long.toString(model.steps()));
    metadata.put(EPOCHS, Long.toString(model.epochsTrained()));
    model.metadata().forEach((name, text) -> {
      if (!name.startsWith("kasane.")) {
        metadata.put(name, text);
      }
    });
    return metadata;
  }

  private static String networkText(Model model, Path file) {
    return encode(model.network(), Network.class, file);
  }

  private static String encode(Object value, Class<?> type, Path file) {
    try {
      return KnownTypes.codec(List.of()).encode(value, type).text();
    } catch (IllegalArgumentException e) {
      throw new ModelFileException("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  // ---- reading ----

  static Model load(Path file, List<Class<?>> ownTypes, @Nullable Backend backend) {
    RecordCodec codec = KnownTypes.codec(ownTypes);
    Model[] made = new Model[1];
    SafeTensors.Contents contents = SafeTensors.read(file, header -> {
      Model model = model(file, header.metadata(), codec);
      if (backend != null) {
        model.backend(backend);
      }
      checkTensors(file, model, header);
      made[0] = model;
    });
    Model model = made[0];
    Map<String, Tensor> weights = new LinkedHashMap<>();
    contents.tensors().forEach((name, tensor) -> {
      if (!isExtra(name)) {
        weights.put(name, tensor);
      }
    });
    model.setWeights(weights);
    model.progress(number(file, contents.metadata(), STEPS), number(file, contents.metadata(), EPOCHS));
    return model;
  }

  /** A model without weights. */
  private static Model model(Path file, Map<String, String> metadata, RecordCodec codec) {
    String format = metadata.get(FORMAT);
    if (format == null) {
      throw new ModelFileException("Cannot read " + file + ": it is a safetensors file without " + FORMAT
          + " in its metadata; it was not written by Kasane");
    }
    if (!format.equals(VERSION)) {
      throw new ModelFileException("Cannot read " + file + ": it has format " + format + ", this version reads "
          + VERSION + "; use a newer Kasane");
    }
    Network network = decode(file, metadata, NETWORK, Network.class, codec);
    Compilation compilation =
        metadata.containsKey(COMPILE) ? decode(file, metadata, COMPILE, Compilation.class, codec) : null;
    Map<String, String> own = new LinkedHashMap<>(metadata);
    own.keySet().removeIf(name -> name.startsWith("kasane."));
    return attempt(file, "the network in it cannot be built", () -> {
      if (!network.shapesKnown()) {
        throw new IllegalArgumentException("an input has no shape");
      }
      Model model = Model.of(network);
      model.restore(number(file, metadata, SEED), own);
      if (compilation != null) {
        model.compile(compilation);
      }
      return model;
    });
  }

  private static <T> T decode(Path file, Map<String, String> metadata, String key, Class<T> type, RecordCodec codec) {
    String text = metadata.get(key);
    if (text == null) {
      throw new ModelFileException("Cannot read " + file + ": its metadata has no " + key);
    }
    return attempt(file, key + " in its metadata is wrong", () -> codec.decode(Json.parse(text), type));
  }

  private static long number(Path file, Map<String, String> metadata, String key) {
    String text = metadata.get(key);
    try {
      return Long.parseLong(String.valueOf(text));
    } catch (NumberFormatException e) {
      throw new ModelFileException(
          "Cannot read " + file + ": expected a whole number as " + key + " in its metadata, received " + text, e);
    }
  }

  /** Whatever goes wrong while a file's description is turned into a model is the file's fault. */
  private static <T> T attempt(Path file, String problem, Supplier<T> action) {
    try {
      return action.get();
    } catch (ModelFileException e) {
      throw e;
    } catch (RuntimeException e) {
      String reason = e instanceof NullPointerException ? "a value that is needed is null" : e.getMessage();
      throw new ModelFileException("Cannot read " + file + ": " + problem + ": " + reason, e);
    }
  }

  private static boolean isExtra(String name) {
    return name.startsWith(OPTIMIZER) || name.startsWith(CALLBACK);
  }

  /** Names and shapes of weights must be the network's: all of them and no others. */
  private static void checkTensors(Path file, Model model, SafeTensors.Header header) {
    ModelGraph graph = attempt(file, "the network in it cannot be built",
        () -> GraphBuilder.build(model.network(), null, Mode.PREDICT, 1, 0));
    graph.parameters().forEach((path, parameter) -> {
      Shape shape = header.shapes().get(path);
      if (shape == null) {
        throw new ModelFileException("Cannot read " + file + ": tensor " + path + " is missing");
      }
      checkShape(file, path, parameter.shape(), shape);
    });
    for (String name : header.shapes().keySet()) {
      if (!graph.parameters().containsKey(name) && !isExtra(name)) {
        throw new ModelFileException("Cannot read " + file + ": tensor " + name + " belongs to no layer");
      }
    }
  }

  private static void checkShape(Path file, String path, Shape expected, Shape received) {
    if (!received.equals(expected)) {
      throw new ModelFileException("Cannot read " + file + ": tensor " + path + " has shape " + received
          + ", the network needs " + expected);
    }
  }

  /** A checkpoint's position and the tensors of callbacks by {@code index/key}. */
  record Restored(Checkpoint checkpoint, Map<String, Tensor> callbackTensors) {}

  /**
   * Puts the weights, slots and position of a checkpoint into a model.
   *
   * @param check sees the position before anything is changed
   * @throws ModelFileException if it is of another network, compiled otherwise, or has another seed
   */
  static Restored restore(Model model, Path file, Consumer<Checkpoint> check) {
    RecordCodec codec = KnownTypes.codec(List.of());
    ModelGraph train = GraphBuilder.build(
        model.network(), model.requireCompiled("resume"), Mode.TRAIN, 1, model.seed());
    Checkpoint[] position = new Checkpoint[1];
    SafeTensors.Contents contents = SafeTensors.read(file, header -> {
      checkSame(file, "network", networkText(model, file), header.metadata().get(NETWORK));
      Compilation compilation = model.requireCompiled("resume");
      checkSame(file, "compilation", encode(compilation, Compilation.class, file), header.metadata().get(COMPILE));
      checkTensors(file, model, header);
      if (!header.metadata().containsKey(CHECKPOINT)) {
        throw new ModelFileException("Cannot resume from " + file + ": it is a saved model, not a checkpoint; load it "
            + "with Model.load instead");
      }
      train.slots().forEach((path, slot) -> {
        Shape shape = header.shapes().get(path);
        if (shape == null) {
          throw new ModelFileException("Cannot resume from " + file + ": tensor " + path + " is missing");
        }
        checkShape(file, path, slot.shape(), shape);
      });
      long seed = number(file, header.metadata(), SEED);
      if (seed != model.seed()) {
        throw new ModelFileException("Cannot resume from " + file + ": it was trained with seed " + seed
            + ", the model has seed " + model.seed() + "; call seed(" + seed + ")");
      }
      position[0] = decode(file, header.metadata(), CHECKPOINT, Checkpoint.class, codec);
      check.accept(position[0]);
    });
    Checkpoint checkpoint = position[0];
    Map<String, Tensor> callbackTensors = new LinkedHashMap<>();
    contents.tensors().forEach((name, tensor) -> {
      if (name.startsWith(CALLBACK)) {
        callbackTensors.put(name.substring(CALLBACK.length()), tensor);
      } else if (model.parameters().containsKey(name) || train.slots().containsKey(name)) {
        model.variables().set(name, tensor);
      }
    });
    model.slots().addAll(train.slots().keySet());
    model.progress(number(file, contents.metadata(), STEPS), number(file, contents.metadata(), EPOCHS));
    model.learningRateSet(checkpoint.learningRateSet());
    return new Restored(checkpoint, callbackTensors);
  }

  private static void checkSame(Path file, String what, String expected, @Nullable String received) {
    if (received == null) {
      throw new ModelFileException("Cannot resume from " + file + ": it has no " + what);
    }
    try {
      if (Json.parse(received).equals(Json.parse(expected))) {
        return;
      }
    } catch (JsonException e) {
      throw new ModelFileException("Cannot resume from " + file + ": its " + what + " is damaged: " + e.getMessage());
    }
    throw new ModelFileException("Cannot resume from " + file + ": its " + what
        + " differs from the model's.\n  file:  " + received + "\n  model: " + expected
        + "\nDescribe and compile the model as the interrupted run did");
  }
}
