package dev.kasane.train;

import static dev.kasane.nn.Layers.add;
import static dev.kasane.nn.Layers.batchNormalization;
import static dev.kasane.nn.Layers.conv2d;
import static dev.kasane.nn.Layers.dense;
import static dev.kasane.nn.Layers.flatten;
import static dev.kasane.nn.Layers.input;
import static dev.kasane.nn.Losses.meanSquaredError;
import static dev.kasane.nn.Losses.sparseCategoricalCrossentropy;
import static dev.kasane.nn.Metrics.accuracy;
import static dev.kasane.nn.Optimizers.adam;
import static dev.kasane.nn.Optimizers.sgd;
import static dev.kasane.nn.Regularizers.l2;
import static dev.kasane.nn.Schedules.constantRate;
import static dev.kasane.nn.Schedules.cosineDecay;
import static dev.kasane.nn.Schedules.warmup;
import static dev.kasane.nn.layers.ActivationFunction.RELU;
import static dev.kasane.nn.layers.ActivationFunction.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.data.Dataset;
import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.json.Json;
import dev.kasane.nn.layers.Layer;
import dev.kasane.nn.layers.LayerContext;
import dev.kasane.nn.optimizers.Clipped;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.files.ModelFileException;
import dev.kasane.train.files.SafeTensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saved models come back with the same bits; files that are no models are refused with a reason. */
class ModelFileTest {

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("model.kasane");
  }

  private static Model load(Path file, Class<?>... types) {
    return Model.load(file, new CpuBackend(1), types);
  }

  /** A functional model with shared layers, merges, states, penalties, schedules and clipping. */
  private static Model rich() {
    Symbol a = Symbols.input("left", 6, 6, 2);
    Symbol b = Symbols.input("right", 6, 6, 2);
    Layer shared = conv2d(3, 3).strides(2).activation(RELU).kernelRegularizer(l2(0.01));
    Symbol sum = Symbols.apply(add(), a.then("twin", shared), b.then(shared));
    Symbol features = sum.then(batchNormalization()).then(flatten());
    return Model.of(
            List.of(a, b),
            List.of(features.then("kind", dense(3).activation(SOFTMAX)), features.then("size", dense(1))))
        .backend(new CpuBackend(1))
        .seed(-5)
        .compile(
            new Clipped(adam(warmup(5, cosineDecay(0.1, 100))), Clipped.Kind.NORM, 1.5),
            Objective.of(sparseCategoricalCrossentropy(), accuracy()),
            Objective.of(meanSquaredError()).weight(0.25));
  }

  private static Dataset richData() {
    Tensor images = Tensor.zeros(5, 6, 6, 2);
    for (int i = 0; i < images.size(); i++) {
      images.data()[i] = (float) Math.sin(i);
    }
    return Dataset.of(List.of(images, images), List.of(Tensor.vector(0, 1, 2, 1, 0), Tensor.vector(1, 2, 3, 4, 5)));
  }

  @Test
  void everythingComesBack() {
    Model model = rich();
    model.fit(richData(), fit -> fit.epochs(2).batchSize(2).quiet());
    model.metadata().put("classes", "a,b,c");
    model.save(file());
    Model back = load(file());
    assertThat(back.network()).isEqualTo(model.network());
    assertThat(back.compilation()).isEqualTo(model.compilation());
    assertThat(back.seed()).isEqualTo(-5);
    assertThat(back.steps()).isEqualTo(6);
    assertThat(back.epochsTrained()).isEqualTo(2);
    assertThat(back.metadata()).isEqualTo(Map.of("classes", "a,b,c"));
    assertThat(back.weightsSha256()).isEqualTo(model.weightsSha256());
    assertThat(back.predictAll(richData())).isEqualTo(model.predictAll(richData()));
    assertThat(back.evaluate(richData()).values()).isEqualTo(model.evaluate(richData()).values());
    assertThat(back.weightPaths().stream().filter(path -> path.startsWith("twin/"))).hasSize(2);
  }

  @Test
  void savingTwiceGivesTheSameBytes() throws IOException {
    Model model = rich();
    model.save(file());
    byte[] first = Files.readAllBytes(file());
    load(file()).save(file());
    assertThat(Files.readAllBytes(file())).isEqualTo(first);
  }

  @Test
  void loadedModelGoesOnTraining() {
    Model model = Sequential.of(input(2), dense(3).activation(SOFTMAX)).backend(new CpuBackend(1))
        .compile(sgd(0.1), sparseCategoricalCrossentropy());
    Dataset data = Examples.blobs(20, 3, 1);
    model.fit(data, fit -> fit.quiet());
    model.save(file());
    Model back = load(file());
    // Plain gradient descent has no state, so that both go on alike.
    model.fit(data, fit -> fit.quiet());
    back.fit(data, fit -> fit.quiet());
    assertThat(back.weightsSha256()).isEqualTo(model.weightsSha256());
  }

  @Test
  void weightsHashIsOverPathsShapesAndBits() {
    Model model = Sequential.of(input(1), dense(1)).backend(new CpuBackend(1));
    model.setWeights(Map.of("dense_1/kernel", Tensor.of(Shape.of(1, 1), 0f), "dense_1/bias", Tensor.vector(1)));
    // printf 'dense_1/bias (1)\n\0\0\200?dense_1/kernel (1, 1)\n\0\0\0\0' | sha256sum
    assertThat(model.weightsSha256())
        .isEqualTo("9ab6dd1151c84651ca4f726b4bb6f96dc8244e5136f44de2f31e38ea7e337fa9");
    String positive = model.weightsSha256();
    model.setWeight("dense_1/kernel", Tensor.of(Shape.of(1, 1), -0f));
    assertThat(model.weightsSha256()).isNotEqualTo(positive);
  }

  // ---- records of users ----

  /** A layer that is not the library's. */
  record Scaled(double factor, List<Integer> unused) implements Layer {
    @Override
    public String kind() {
      return "scaled";
    }

    @Override
    public Node apply(LayerContext context, List<Node> inputs) {
      return Ops.mul(inputs.getFirst(), factor);
    }
  }

  @Test
  void ownRecordsAreNamedWhenLoading() {
    Model model = Sequential.of(input(2), new Scaled(2.5, List.of(1)), dense(1)).backend(new CpuBackend(1));
    model.save(file());
    assertThatThrownBy(() -> load(file()))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("unknown type 'Scaled'")
        .hasMessageContaining("name its class when loading");
    assertThat(load(file(), Scaled.class).network()).isEqualTo(model.network());
  }

  @Test
  void whatIsNoRecordCannotBeSavedAndLeavesNothing() {
    Layer lambda = new Layer() {
      @Override
      public String kind() {
        return "secret";
      }

      @Override
      public Node apply(LayerContext context, List<Node> inputs) {
        return inputs.getFirst();
      }
    };
    Model model = Sequential.of(input(2), lambda).backend(new CpuBackend(1));
    assertThatThrownBy(() -> model.save(file()))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("Write it as a record");
    assertThat(folder).isEmptyDirectory();
  }

  // ---- damaged files ----

  private void damaged(UnaryOperator<Map<String, String>> metadata, String... message) {
    damaged(metadata, UnaryOperator.identity(), message);
  }

  private void damaged(
      UnaryOperator<Map<String, String>> metadata, UnaryOperator<Map<String, Tensor>> tensors, String... message) {
    Path good = folder.resolve("good");
    Sequential.of(input(2), dense(3), dense(1)).backend(new CpuBackend(1))
        .compile(adam(constantRate(0.1)), meanSquaredError())
        .save(good);
    SafeTensors.Contents contents = SafeTensors.read(good);
    SafeTensors.write(
        file(),
        new SafeTensors.Contents(
            metadata.apply(new LinkedHashMap<>(contents.metadata())),
            tensors.apply(new LinkedHashMap<>(contents.tensors()))));
    assertThatThrownBy(() -> load(file()))
        .isInstanceOf(ModelFileException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(message).contains(file().toString()));
  }

  private static UnaryOperator<Map<String, String>> replace(String key, String from, String to) {
    return metadata -> {
      String old = metadata.get(key);
      assertThat(old).contains(from);
      metadata.put(key, old.replace(from, to));
      return metadata;
    };
  }

  private static <V> UnaryOperator<Map<String, V>> put(String key, V value) {
    return map -> {
      map.put(key, value);
      return map;
    };
  }

  private static <V> UnaryOperator<Map<String, V>> remove(String key) {
    return map -> {
      assertThat(map.remove(key)).isNotNull();
      return map;
    };
  }

  @Test
  void wrongMetadata() {
    damaged(remove("kasane.format"), "not written by Kasane");
    damaged(put("kasane.format", "2"), "format 2", "newer Kasane");
    damaged(remove("kasane.network"), "no kasane.network");
    damaged(put("kasane.network", "{"), "kasane.network", "the end");
    damaged(put("kasane.network", "[]"), "an object");
    damaged(remove("kasane.seed"), "kasane.seed");
    damaged(put("kasane.seed", "x"), "kasane.seed", "received x");
    damaged(replace("kasane.network", "\"Dense\"", "\"Densest\""), "unknown type 'Densest'");
    damaged(replace("kasane.network", "\"Dense\"", "\"Adam\""), "expected a Layer, received type 'Adam'");
    damaged(replace("kasane.network", "\"units\":3", "\"units\":-3"), "Dense", "units");
    damaged(replace("kasane.network", "\"units\":3", "\"units\":\"3\""), "Dense.units");
    damaged(replace("kasane.network", "\"units\":3", "\"units\":4"), "shape (2, 3), the network needs (2, 4)");
    damaged(replace("kasane.network", "\"units\":3", "\"units\":2000000000"), "cannot be built");
    damaged(replace("kasane.network", "\"units\":3", "\"unitz\":3"), "units");
    damaged(replace("kasane.network", "\"GlorotUniform\"", "\"Dense\""), "expected a Initializer");
    damaged(replace("kasane.network", "{\"type\":\"GlorotUniform\"}", "null"), "null");
    damaged(replace("kasane.network", "\"inputs\":[1]", "\"inputs\":[2]"), "reads value 2");
    damaged(replace("kasane.network", "\"inputs\":[1]", "\"inputs\":[]"), "dense_2");
    damaged(replace("kasane.network", "\"layer\":1", "\"layer\":7"), "layer 7");
    damaged(replace("kasane.network", "\"dense_2\"", "\"dense_1\""), "used twice");
    damaged(replace("kasane.network", "\"shape\":[2]", "\"shape\":null"), "no shape");
    damaged(replace("kasane.network", "\"shape\":[2]", "\"shape\":[0]"), "from 1 to");
    damaged(replace("kasane.network", "\"shape\":[2]", "\"shape\":[65536,65536]"), "elements");
    damaged(replace("kasane.compile", "\"Adam\"", "\"Eve\""), "kasane.compile", "unknown type 'Eve'");
    damaged(replace("kasane.compile", "\"beta1\":0.9", "\"beta1\":9"), "beta1");
    damaged(replace("kasane.compile", "\"weight\":1.0", "\"weight\":-1"), "weight");
  }

  /** Whatever stands in place of any part of the description: the model loads, or the file is refused. */
  @Test
  void anyPartOfTheDescriptionReplaced() throws IOException {
    Path good = folder.resolve("good");
    rich().save(good);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(good)).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) bytes.getLong();
    String header = new String(bytes.array(), 8, length, StandardCharsets.UTF_8);
    byte[] data = Arrays.copyOfRange(bytes.array(), 8 + length, bytes.capacity());
    Map<String, String> texts = SafeTensors.read(good).metadata();
    List<String> others = List.of(
        "null", "true", "-1", "0", "1", "7", "2147483647", "1e308", "-0.5", "\"\"", "\"NaN\"", "\"SAME\"", "[]", "[0]",
        "[[]]", "{}", "{\"type\":\"Dense\"}", "{\"type\":\"Zeros\"}", "\"dense_1\"", "[2000000000]");
    long seed = 31;
    SplittableRandom random = new SplittableRandom(seed);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      String key = random.nextInt(3) == 0 ? "kasane.compile" : "kasane.network";
      String text = texts.get(key);
      Matcher values = Pattern.compile("(?<=[:\\[,])(\"[^\"]*\"(?!:)|-?[0-9.E]+|true|false|null|\\{\\}|\\[[0-9,]*\\])")
          .matcher(text);
      List<int[]> places = values.results().map(found -> new int[] {found.start(), found.end()}).toList();
      int[] place = places.get(random.nextInt(places.size()));
      String other = others.get(random.nextInt(others.size()));
      String changed = text.substring(0, place[0]) + other + text.substring(place[1]);
      byte[] damaged = header.replace(Json.of(text).text(), Json.of(changed).text()).getBytes(StandardCharsets.UTF_8);
      Files.write(
          file(),
          ByteBuffer.allocate(8 + damaged.length + data.length)
              .order(ByteOrder.LITTLE_ENDIAN).putLong(damaged.length).put(damaged).put(data).array());
      try {
        load(file());
      } catch (ModelFileException e) {
        refused++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed + ", " + i + ": " + changed, e);
      }
    }
    assertThat(refused).isGreaterThan(200);
  }

  @Test
  void wrongTensors() {
    UnaryOperator<Map<String, String>> same = UnaryOperator.identity();
    damaged(same, remove("dense_2/bias"), "tensor dense_2/bias is missing");
    damaged(same, put("dense_3/bias", Tensor.zeros(1)), "tensor dense_3/bias belongs to no layer");
    damaged(same, put("dense_2/bias", Tensor.zeros(2)), "dense_2/bias has shape (2), the network needs (1)");
  }

  @Test
  void cutFilesAndOtherFilesAreRefused() throws IOException {
    Model model = rich();
    model.save(file());
    byte[] bytes = Files.readAllBytes(file());
    for (int length : new int[] {0, 1, 7, 8, 9, 100, bytes.length / 2, bytes.length - 4, bytes.length - 1}) {
      Files.write(file(), Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> load(file())).as("%d bytes", length).isInstanceOf(ModelFileException.class);
    }
    Files.writeString(file(), "\u0089PNG\r\n\u001a\nand so on and so forth");
    assertThatThrownBy(() -> load(file())).hasMessageContaining("no model file");
  }

  /** Values are read only after the header has been compared with the network. */
  @Test
  void nanWeightsComeBackAsTheyAre() {
    Model model = Sequential.of(input(1), dense(1)).backend(new CpuBackend(1));
    model.setWeight("dense_1/bias", Tensor.vector(Float.NaN));
    model.save(file());
    assertThat(load(file()).getWeight("dense_1/bias").item()).isNaN();
  }

  @Test
  void everyRecordOfTheLibraryIsKnown() throws IOException {
    Path classes = Path.of(System.getProperty("user.dir")).resolve("src/main/java/dev/kasane/nn");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.isDirectory(classes), "sources are not beside the tests");
    List<String> known = KnownTypes.ALL.stream().map(Class::getSimpleName).toList();
    try (var files = Files.walk(classes)) {
      for (Path source : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String text = Files.readString(source);
        String name = source.getFileName().toString().replace(".java", "");
        if (text.matches("(?s).*\\npublic record " + name + "\\b.*implements "
            + "(Layer|Loss|Metric|Optimizer|Initializer|Regularizer|Schedule)\\b.*")) {
          assertThat(known).contains(name);
        }
      }
    }
    assertThat(known).hasSizeGreaterThan(40);
  }
}
