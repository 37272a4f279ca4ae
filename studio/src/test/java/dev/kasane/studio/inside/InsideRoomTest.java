package dev.kasane.studio.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.data.Dataset;
import dev.kasane.data.ImageData;
import dev.kasane.data.ProgressListener;
import dev.kasane.data.digits.GeneratedDigits;
import dev.kasane.nn.Layers;
import dev.kasane.nn.Losses;
import dev.kasane.nn.Metrics;
import dev.kasane.nn.Optimizers;
import dev.kasane.nn.layers.ActivationFunction;
import dev.kasane.studio.Studio;
import dev.kasane.studio.StudioOptions;
import dev.kasane.studio.run.RunRecorder;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import dev.kasane.train.Sequential;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the room answers, compared with what the library itself says; and what it refuses. */
class InsideRoomTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final int PIXELS = 28 * 28;

  private static Studio studio;
  private static RunRecorder run;
  private static Model model;
  private static Dataset test;

  @BeforeAll
  static void train() {
    ImageData digits = GeneratedDigits.draw(600, 150, 7, ProgressListener.NONE);
    test = digits.test();
    model = Sequential.of(Layers.input(28, 28, 1), Layers.conv2d(4, 5).strides(2).activation(ActivationFunction.RELU),
            Layers.flatten(), Layers.dense(10).activation(ActivationFunction.SOFTMAX))
        .seed(11).backend(new CpuBackend(1))
        .compile(Optimizers.adam(0.01), Losses.sparseCategoricalCrossentropy(), Metrics.accuracy());
    run = new RunRecorder("run-9", "digits", model, digits.train(), test);
    model.fit(digits.train(), fit -> fit.epochs(2).batchSize(30).quiet().callbacks(run));
    studio = Studio.start(new StudioOptions(0, null, 1));
    studio.runs().add(run);
  }

  @AfterAll
  static void close() {
    studio.close();
    run.close();
    model.close();
  }

  private static HttpResponse<byte[]> send(String path, byte @Nullable [] body) throws IOException, InterruptedException {
    String token = studio.url().replaceAll(".*token=", "");
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + studio.port()
        + "/api/inside/" + path + (path.contains("?") ? "&" : "?") + "token=" + token));
    request = body == null ? request.GET() : request.POST(HttpRequest.BodyPublishers.ofByteArray(body));
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  private static float[] floats(String path, float[] body) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = send(path, bytes(body));
    assertThat(response.statusCode()).as(text(response.body())).isEqualTo(200);
    float[] values = new float[response.body().length / Float.BYTES];
    ByteBuffer.wrap(response.body()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return buffer.array();
  }

  private static JsonNode json(String path, byte @Nullable [] body) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = send(path, body);
    assertThat(response.statusCode()).as(text(response.body())).isEqualTo(200);
    return JsonMapper.shared().readTree(response.body());
  }

  @Test
  void picturesEndWithThePrediction() throws Exception {
    float[] sample = Labels.sample(test, 3);
    float[] all = floats("look?run=run-9&planes=8&gradients=0", sample);
    Tensor expected = model.predict(test.subset(3, 4));
    assertThat(Arrays.copyOfRange(all, all.length - 10, all.length)).containsExactly(expected.data());
  }

  @Test
  void anEarlierMomentHasItsOwnPrediction() throws Exception {
    long first = run.checkpoints().getFirst().id();
    float[] all = floats("look?run=run-9&planes=8&gradients=0&at=" + first, Labels.sample(test, 3));
    try (Model before = run.at(first)) {
      assertThat(Arrays.copyOfRange(all, all.length - 10, all.length))
          .containsExactly(before.predict(test.subset(3, 4)).data());
    }
    assertThat(all[1]).isEqualTo((float) run.checkpoints().getFirst().step());
  }

  @Test
  void explainsEachWeightOfALayerByItsGradient() throws Exception {
    JsonNode structure = json("structure?run=run-9", null);
    JsonNode kernel = structure.get("points").get(1).get("weights").get(0);
    assertThat(kernel.get("path").asString()).isEqualTo("conv2d_1/kernel");
    JsonNode answer = json("explain?run=run-9&label=4&index=7&node=" + kernel.get("gradient").asInt(),
        bytes(Labels.sample(test, 3)));
    JsonNode step = answer.get("steps").get(0);
    double sum = 0;
    for (JsonNode term : step.get("terms")) {
      double product = term.get("weight").asDouble();
      for (JsonNode factor : term.get("factors")) {
        product *= factor.get("value").asDouble();
      }
      sum += product;
    }
    // 12 by 12 outputs read through this element of the kernel.
    assertThat(step.get("terms").size()).isEqualTo(144);
    assertThat(step.get("number").get("value").asDouble()).isCloseTo(sum, within(1e-5));
  }

  @Test
  void evaluatesAsTheLibraryDoes() throws Exception {
    JsonNode report = json("evaluate?run=run-9", new byte[0]);
    for (int i = 0; i < 1000 && !report.get("state").asString().equals("done"); i++) {
      Thread.sleep(10);
      report = json("evaluation?run=run-9", null);
    }
    assertThat(report.get("state").asString()).isEqualTo("done");
    Map<String, Double> expected = model.evaluate(test).values();
    assertThat(report.get("accuracy").asDouble()).isCloseTo(expected.get("accuracy"), within(1e-6));
    assertThat(report.get("loss").asDouble()).isCloseTo(expected.get("loss"), within(1e-4));
    // The images behind the first cell with mistakes are mistakes of that kind.
    JsonNode matrix = report.get("matrix");
    for (int actual = 0; actual < 10; actual++) {
      for (int predicted = 0; predicted < 10; predicted++) {
        int count = matrix.get(actual).get(predicted).asInt();
        if (actual != predicted && count > 0) {
          JsonNode cell = json("cell?run=run-9&actual=" + actual + "&predicted=" + predicted, null);
          assertThat(cell.get("count").asInt()).isEqualTo(count);
          int index = cell.get("items").get(0).get("index").asInt();
          assertThat(Labels.label(test, index)).isEqualTo(actual);
          assertThat(Labels.largest(model.predict(test.subset(index, index + 1)).data())).isEqualTo(predicted);
        }
      }
    }
    JsonNode worst = report.get("worst");
    for (int i = 1; i < worst.size(); i++) {
      assertThat(worst.get(i).get("loss").asDouble()).isLessThanOrEqualTo(worst.get(i - 1).get("loss").asDouble());
    }
  }

  /** A line is drawn at the edge; the network is given it in the middle, 20 pixels high. */
  @Test
  void centresAndScalesADrawing() throws Exception {
    int size = 56;
    float[] ink = new float[size * size];
    for (int y = 4; y < 24; y++) {
      ink[y * size + 3] = 1;
      ink[y * size + 4] = 1;
    }
    float[] all = floats("draw?run=run-9&size=56&planes=1&gradients=0", ink);
    int head = 4 + 4 * json("structure?run=run-9", null).get("points").size();
    double mass = 0;
    double rows = 0;
    double columns = 0;
    int first = 28;
    int last = -1;
    for (int i = 0; i < PIXELS; i++) {
      float value = all[head + i];
      mass += value;
      rows += value * (i / 28);
      columns += value * (i % 28);
      if (value > 0.2) {
        first = Math.min(first, i / 28);
        last = Math.max(last, i / 28);
      }
    }
    assertThat(rows / mass).isCloseTo(14, within(0.6));
    assertThat(columns / mass).isCloseTo(14, within(0.6));
    // Where it ends between two pixels, both have a part of it.
    assertThat(last - first + 1).isBetween(19, 21);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      structure                                            | 400 | run
      structure?run=none                                   | 404 | no run
      structure?run=run-9&at=99999                         | 404 | not kept
      structure?run=run-9&at=-2                            | 400 | from -1
      sample?run=run-9&index=150                           | 400 | 0 to 149
      images?run=run-9&indices=1,x                         | 400 | whole numbers
      images?run=run-9&indices=1,-1                        | 400 | 0 to 149
      predictions?run=run-9&from=0&count=100000            | 400 | from 1 to
      cell?run=run-9&actual=0&predicted=77&at=0            | 400 | evaluate it first
      POST look?run=run-9&planes=4                         | 400 | 784 numbers
      POST draw?run=run-9&size=100000&planes=4             | 400 | from 1 to 512
      POST filters?run=run-9&path=../../etc&filters=4      | 400 | no weight
      POST explain?run=run-9&node=99999999&index=0         | 400 | 784 numbers
      """)
  void refusesWithAWord(String path, int status, String word) throws Exception {
    boolean post = path.startsWith("POST ");
    HttpResponse<byte[]> response = send(path.replace("POST ", ""), post ? new byte[4] : null);
    assertThat(text(response.body())).contains("error").contains(word);
    assertThat(response.statusCode()).isEqualTo(status);
  }

  @Test
  void refusesNumbersThatAreNoPictures() throws Exception {
    float[] sample = new float[PIXELS];
    assertThat(text(send("look?run=run-9&planes=0", bytes(sample)).body())).contains("from 1 to");
    sample[5] = Float.NaN;
    assertThat(text(send("look?run=run-9&planes=4&gradients=1", bytes(sample)).body())).contains("finite");
    float[] ink = new float[16];
    ink[3] = 7;
    assertThat(text(send("draw?run=run-9&planes=4&size=4", bytes(ink)).body())).contains("from 0 to 1");
    assertThat(text(send("explain?run=run-9&node=99999999&index=0", bytes(new float[PIXELS])).body()))
        .contains("no number");
    assertThat(text(send("explain?run=run-9&node=1&index=99999999", bytes(new float[PIXELS])).body()))
        .contains("positions");
  }
}
