package dev.kasane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.lessons.Lesson;
import dev.kasane.lessons.Lessons;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LessonCommandTest {

  @Test
  void withoutANameItListsAll() {
    CliRun run = CliRun.of("lesson", "--lang", "en");
    assertThat(run.status()).isZero();
    assertThat(run.out().lines().map(line -> line.split(" ", 2)[0]))
        .containsAll(Lessons.all().stream().map(Lesson::name).toList());
    assertThat(run.out()).contains("Softmax, and the number it breaks at", "1 s");
    assertThat(CliRun.of("lesson", "--lang", "ja").out()).contains("レッスン", "ソフトマックス");
  }

  @Test
  void oneLessonWritesItsPage(@TempDir Path folder) throws Exception {
    Path out = folder.resolve("a/b");
    CliRun run = CliRun.of("lesson", "softmax", "--out", out, "--quick", "--lang", "en");
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("softmax.html");
    assertThat(Files.readString(out.resolve("softmax.html"))).contains("<h1>", "Softmax, and the number it breaks at")
        .doesNotContain("index.html");
    assertThat(out.resolve("softmax-1.png")).isNotEmptyFile();
  }

  @Test
  void mistakesAreToldInOneLine(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertMistake("Did you mean softmax?", "lesson", "sofmax");
    assertMistake("there is no lesson ''", "lesson", "");
    assertMistake("--lang: expected en or ja, received 'de'", "lesson", "--lang", "de");
    assertMistake("--out: expected a folder, received the file", "lesson", "softmax", "--out", file);
    assertMistake("--seeds: expected a whole number from 1", "lesson", "softmax", "--seeds", "0");
  }

  private static void assertMistake(String message, Object... args) {
    CliRun run = CliRun.of(args);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err().lines()).singleElement().asString().contains(message);
    assertThat(run.out()).isEmpty();
  }
}
