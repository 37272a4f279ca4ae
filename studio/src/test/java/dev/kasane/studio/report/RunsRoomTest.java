package dev.kasane.studio.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.data.Dataset;
import dev.kasane.nn.Layers;
import dev.kasane.nn.Losses;
import dev.kasane.nn.Metrics;
import dev.kasane.nn.Optimizers;
import dev.kasane.nn.layers.ActivationFunction;
import dev.kasane.studio.Studio;
import dev.kasane.studio.StudioCallback;
import dev.kasane.studio.StudioOptions;
import dev.kasane.tensor.CounterRandom;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import dev.kasane.train.Sequential;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Follows a run as the page does, and reads its report. */
class RunsRoomTest {

  private static final int EPOCHS = 3;
  private static final int BATCHES = 12;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static Studio studio;
  private static Model model;
  private static Dataset train;
  private static Dataset test;

  /** Three classes along a line, with hostile names. */
  private static Dataset points(int count, int stream) {
    Tensor inputs = Tensor.zeros(count, 2);
    Tensor labels = Tensor.zeros(count);
    for (int i = 0; i < count; i++) {
      float x = CounterRandom.uniform(stream, 2 * i);
      inputs.set(x, i, 0);
      inputs.set(CounterRandom.uniform(stream, 2 * i + 1), i, 1);
      labels.set(Math.min(2, (int) (3 * x)), i);
    }
    return Dataset.of(inputs, labels);
  }

  @BeforeAll
  static void train() {
    train = points(96, 1);
    test = points(57, 2);
    studio = Studio.start(StudioOptions.standard());
    model = Sequential.of(Layers.input(2), Layers.dense(16).activation(ActivationFunction.RELU),
            Layers.dense(3).activation(ActivationFunction.SOFTMAX))
        .seed(29)
        .compile(Optimizers.adam(0.02), Losses.sparseCategoricalCrossentropy(), Metrics.accuracy());
    StudioCallback callback =
        StudioCallback.in(studio, "<b>mine</b> & \"yours\"", model, train, test).describe("data", "drawn <i>here</i>");
    model.fit(train, fit -> fit.epochs(EPOCHS).batchSize(8).quiet().validationData(test).callbacks(callback));
  }

  @AfterAll
  static void close() {
    model.close();
    studio.close();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, String path)
      throws IOException, InterruptedException {
    String url = studio.url();
    String token = url.substring(url.indexOf("token="));
    return CLIENT.send(request.uri(URI.create(url.substring(0, url.indexOf("/?")) + "/api/runs/" + path
        + (path.contains("?") ? "&" : "?") + token)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = send(HttpRequest.newBuilder().GET(), path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JsonMapper.builder().build().readTree(response.body());
  }

  @Test
  void sendsEachPointOnce() throws Exception {
    JsonNode all = get("state?run=run-1");
    JsonNode loss = all.get("curves").get(0);
    assertThat(loss.get("name").stringValue()).isEqualTo("loss");
    assertThat(loss.get("x").size()).isEqualTo(EPOCHS * BATCHES);
    assertThat(all.get("epochs").size()).isEqualTo(EPOCHS);
    int generation = loss.get("generation").intValue();
    JsonNode rest = get("state?run=run-1&epochs=2&known=" + generation + "," + (EPOCHS * BATCHES - 4));
    assertThat(rest.get("curves").get(0).get("x").size()).isEqualTo(4);
    assertThat(rest.get("curves").get(0).get("from").intValue()).isEqualTo(EPOCHS * BATCHES - 4);
    assertThat(rest.get("epochs").size()).isEqualTo(1);
    assertThat(rest.get("epochsFrom").intValue()).isEqualTo(2);
    // A page that knows a curve which is no more gets the whole one.
    assertThat(get("state?run=run-1&epochs=99&known=" + (generation + 1) + ",7").get("curves").get(0).get("x").size())
        .isEqualTo(EPOCHS * BATCHES);
    assertThat(all.get("state").stringValue()).isEqualTo("FINISHED");
    assertThat(get("list").get("runs").size()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "GET|state|400|run", "GET|state?run=no|404|There is no run 'no'", "GET|state?run=run-1&known=x|400|whole numbers",
      "GET|state?run=run-1&known=1,,2|400|whole numbers", "GET|state?run=run-1&epochs=-1|400|from 0",
      "GET|state?run=run-1&known=99999999999|400|whole numbers", "GET|report?run=..%2f..%2fetc|404|no run",
      "POST|pause|400|field 'run' is missing", "POST|rate|400|field 'run' is missing"})
  void refusesWhatMakesNoSense(String method, String path, int status, String message) throws Exception {
    HttpResponse<String> response = send(method.equals("GET") ? HttpRequest.newBuilder().GET()
        : HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString("{}")), path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.body()).contains(message);
  }

  @Test
  void doesNotSteerWhatHasEnded() throws Exception {
    for (String action : List.of("pause", "resume", "stop")) {
      HttpResponse<String> response = send(HttpRequest.newBuilder()
          .POST(HttpRequest.BodyPublishers.ofString("{\"run\":\"run-1\"}")), action);
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body()).contains("not under way");
    }
  }

  @Test
  void reportsTheRunInOneFile() throws Exception {
    HttpResponse<String> response = send(HttpRequest.newBuilder().GET(), "report?run=run-1");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-disposition").orElse("")).contains("kasane-run-1.html");
    String html = response.body();
    assertThat(html).contains("<svg", "混同行列", "Confusion matrix", "学習率", "Adam", "29", train.contentHash(),
        test.contentHash(), "JDK " + Runtime.version(), "val_loss", "&lt;b&gt;mine&lt;/b&gt; &amp; &quot;yours&quot;",
        "drawn &lt;i&gt;here&lt;/i&gt;");
    assertThat(html).doesNotContain("<b>mine", "<i>here", "<link rel=\"stylesheet\"", "src=\"http",
        "@import", "url(http");
    Matcher address = Pattern.compile("(?:src|href)=\"(?!#|data:)([^\"]*)\"").matcher(html);
    assertThat(address.results().map(found -> found.group(1))).as("addresses that a browser would load").isEmpty();
    // The share of right answers is what the model itself says.
    double accuracy = model.evaluate(test).values().get("accuracy");
    assertThat(html).contains(String.format(java.util.Locale.ROOT, "%.2f %%", 100 * accuracy));
  }
}
