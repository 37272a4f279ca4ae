package dev.kasane.studio.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.studio.Studio;
import dev.kasane.studio.StudioOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What small worlds answer to requests that no page of theirs makes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorldRequestsTest {

  private Studio studio;
  private HttpClient client;
  private String token;

  @BeforeAll
  void start() throws Exception {
    studio = Studio.start(new StudioOptions(0, null, 1));
    client = HttpClient.newHttpClient();
    token = studio.url().substring(studio.url().indexOf('?'));
    // The digits are read when somebody first asks; until they are there, set-ups differ without anybody's doing.
    while (!send("autoencoder/setup", null).body().contains("\"ready\":true")) {
      Thread.sleep(50);
    }
  }

  @AfterAll
  void stop() {
    client.close();
    studio.close();
  }

  private HttpResponse<String> send(String path, @Nullable String body) throws IOException, InterruptedException {
    String and = path.contains("?") ? token.replace('?', '&') : token;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + studio.port() + "/api/" + path + and));
    return client.send(
        (body == null ? request.GET() : request.POST(HttpRequest.BodyPublishers.ofString(body))).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "classify/speed|{\"stepsPerSecond\": -1}",
    "classify/speed|{\"stepsPerSecond\": 1e300}",
    "classify/speed|{\"stepsPerSecond\": \"fast\"}",
    "classify/step|{\"count\": 0}",
    "classify/step|{\"count\": 2000000000}",
    "classify/step|[",
    "classify/step|null",
    "classify/add|{\"x\": 1e9, \"y\": 0, \"label\": 0, \"test\": false}",
    "classify/add|{\"x\": 0, \"y\": 0, \"label\": 77, \"test\": false}",
    "classify/add|{\"x\": 0, \"y\": 0, \"label\": -1, \"test\": false}",
    "classify/data|{\"kind\": \"circle\", \"classes\": 2, \"count\": 100000000, \"noise\": 0, "
        + "\"testShare\": 0, \"seed\": 1}",
    "classify/trainer|{\"method\": \"magic\", "
        + "\"learningRate\": 1, \"momentum\": 0, \"batchSize\": 1, \"l2\": 0, \"l1\": 0}",
    "classify/trainer|{\"learningRate\": 1, \"momentum\": 0, \"batchSize\": 1, \"l2\": 0, \"l1\": 0}",
    "classify/trainer|{\"method\": \"sgd\", "
        + "\"learningRate\": 1, \"momentum\": 0, \"batchSize\": 0, \"l2\": 0, \"l1\": 0}",
    "classify/weight|{\"layer\": 99, \"to\": 0, \"from\": 0, \"value\": 1}",
    "classify/weight|{\"layer\": 1, \"to\": 0, \"from\": 0, \"value\": null}",
    "classify/setup|{}",
    "classify/setup|{\"data\": null, \"points\": [null]}",
    "classify/unknown-field|{\"a\": 1}",
    "classify/maps?size=100000|",
    "classify/maps?size=x|",
    "classify/maps|",
    "classify/warp?layer=99&a=0&b=0&lines=10|",
    "classify/warp?layer=1&a=0&b=99&lines=10|",
    "classify/warp?layer=-1&a=0&b=0&lines=10|",
    "regression/curves?low=NaN&high=1&count=10|",
    "regression/curves?low=0&high=1e99&count=10|",
    "regression/curves?low=0&high=1&count=1000000000|",
    "regression/move|{\"id\": 123456789, \"x\": 0, \"y\": 0}",
    "regression/remove|{\"id\": -1}",
    "regression/samples|{\"function\": \"tan\", \"count\": 5, \"noise\": 0, \"seed\": 1}",
    "autoencoder/decode|{\"layer\": 5, \"a\": 0, \"b\": 1, \"places\": []}",
    "autoencoder/decode|{\"layer\": 5, \"a\": 0, \"b\": 1, \"places\": [[1]]}",
    "autoencoder/decode|{\"layer\": 5, \"a\": 0, \"b\": 1, \"places\": [null]}",
    "autoencoder/codes?count=1000000000&layer=5&a=0&b=1|",
    "autoencoder/noise|{\"kind\": \"gauss\", \"level\": 9}",
  })
  void mistakesAreSaidAndChangeNothing(String path, @Nullable String body) throws Exception {
    String room = path.substring(0, path.indexOf('/'));
    String before = send(room + "/setup", null).body();
    HttpResponse<String> answer = send(path, body);
    assertThat(answer.statusCode()).isBetween(400, 409);
    assertThat(answer.body()).startsWith("{\"error\":");
    assertThat(send(room + "/setup", null).body()).isEqualTo(before);
  }

  @Test
  void wrongNetworksAreAnswered() throws Exception {
    for (String net : List.of("", "[", "[{type:'conv', sx:3, filters:4}]",
        "[{type:'input', out_sx:1, out_sy:1, out_depth:2},{type:'fc', num_neurons:-5},{type:'softmax', num_classes:2}]",
        "[{type:'input', out_sx:1, out_sy:1, out_depth:2},{type:'softmax', num_classes:1e9}]",
        "[{type:'input', out_sx:100000, out_sy:100000, out_depth:100000},{type:'softmax', num_classes:2}]")) {
      String body = "{\"features\": [\"x\", \"y\"], \"net\": \"" + net + "\"}";
      assertThat(send("classify/net", body).body()).as(net).startsWith("{\"error\":");
    }
    assertThat(send("classify/setup", null).body()).contains("num_neurons:6");
  }

  @Test
  void manyPagesAtATimeLoseNothing() throws Exception {
    send("regression/clear", "{}");
    send("regression/play", "{}");
    try (ExecutorService pages = Executors.newFixedThreadPool(8)) {
      List<Future<?>> all = new ArrayList<>();
      for (int page = 0; page < 8; page++) {
        int x = page;
        all.add(pages.submit(() -> {
          for (int i = 0; i < 20; i++) {
            assertThat(send("regression/add", "{\"x\": " + x + ", \"y\": " + i + "}").statusCode()).isEqualTo(200);
            assertThat(send("regression/view", null).statusCode()).isEqualTo(200);
          }
          return null;
        }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
    send("regression/pause", "{}");
    String setup = send("regression/setup", null).body();
    assertThat(setup.split("\"id\":", -1)).hasSize(161);
  }
}
