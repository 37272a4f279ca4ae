package dev.kasane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake ends in one line that begins with "kasane:", a status that is not 0, and no file. */
class ErrorMessageTest {

  @TempDir private static Path folder;

  @BeforeAll
  static void makeFiles() throws IOException {
    Path data = TinyMnist.write(folder.resolve("data"), 40, 10);
    CliRun trained =
        CliRun.of("train", "blog-mlp", "--data", data, "--epochs", 1, "--out", folder.resolve("model.kasane"));
    assertThat(trained.status()).as(trained.err()).isZero();

    Path swapped = Files.createDirectories(folder.resolve("swapped"));
    Path truncated = Files.createDirectories(folder.resolve("truncated"));
    Path magic = Files.createDirectories(folder.resolve("magic"));
    Path label = Files.createDirectories(folder.resolve("label"));
    try (Stream<Path> files = Files.list(data)) {
      for (Path file : files.toList()) {
        for (Path copy : List.of(swapped, truncated, magic, label)) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
    }
    Path images = Path.of("train-images-idx3-ubyte");
    Path labels = Path.of("train-labels-idx1-ubyte");
    Files.copy(data.resolve(labels), swapped.resolve(images), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(data.resolve(images), swapped.resolve(labels), StandardCopyOption.REPLACE_EXISTING);
    byte[] bytes = Files.readAllBytes(data.resolve(images));
    Files.write(truncated.resolve(images), Arrays.copyOf(bytes, bytes.length - 100));
    bytes[2] = 0x55;
    Files.write(magic.resolve(images), bytes);
    byte[] wrong = Files.readAllBytes(data.resolve(labels));
    wrong[8 + 7] = 77;
    Files.write(label.resolve(labels), wrong);

    TinyMnist.write(folder.resolve("small"), 40, 10, 20);

    byte[] model = Files.readAllBytes(folder.resolve("model.kasane"));
    Files.write(folder.resolve("short.kasane"), Arrays.copyOf(model, model.length - 1000));
    model[20] ^= 0x40;
    Files.write(folder.resolve("flipped.kasane"), model);
    Files.write(folder.resolve("empty.kasane"), new byte[0]);
    write("text.png", "no image at all");
    write("shape.json", "{\"shape\": [27, 28, 1], \"values\": [0]}");
    write("count.json", "{\"shape\": [28, 28, 1], \"values\": [0, 1, 2]}");
    write("broken.json", "{\"shape\": [28, 28, 1], \"values\": [0, 1,");
    write("nan.json", "{\"shape\": [28, 28, 1], \"values\": [NaN" + ", 0".repeat(783) + "]}");
    write("huge.json", "{\"shape\": [28, 28, 1], \"values\": [1e99" + ", 0".repeat(783) + "]}");
    write("null.json", "{\"shape\": [28, 28, 1], \"values\": [null" + ", 0".repeat(783) + "]}");
    write("many.json", "{\"shape\": [2000000000, 28, 28, 1], \"values\": [0]}");
    write("bare.json", "[1, 2, 3]");
  }

  private static void write(String name, String text) throws IOException {
    Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  /** A command, the status it must end with, and what its message must say. */
  private record Mistake(int status, List<String> message, List<String> command) {

    static Mistake of(int status, String command, String... message) {
      return new Mistake(status, List.of(message), List.of(command.split(" ")));
    }

    @Override
    public String toString() {
      return String.join(" ", command);
    }
  }

  static List<Mistake> mistakes() {
    return List.of(
        // The command line.
        Mistake.of(2, "trian", "unknown command 'trian'", "Did you mean train?"),
        Mistake.of(2, "train", "expected a recipe", "mnist-cnn"),
        Mistake.of(2, "train mnist-cmm", "no recipe 'mnist-cmm'", "Did you mean mnist-cnn?"),
        Mistake.of(2, "train mnist-cnn --epoch 3", "unknown option --epoch", "Did you mean --epochs?"),
        Mistake.of(2, "train mnist-cnn --epochs 0", "--epochs", "from 1", "'0'"),
        Mistake.of(2, "train mnist-cnn --epochs -1", "--epochs", "'-1'"),
        Mistake.of(2, "train mnist-cnn --epochs 1.5", "--epochs", "whole number", "'1.5'"),
        Mistake.of(2, "train mnist-cnn --epochs 99999999999", "--epochs", "99999999999"),
        Mistake.of(2, "train mnist-cnn --epochs", "--epochs"),
        Mistake.of(2, "train mnist-cnn --batch-size 0", "--batch-size", "'0'"),
        Mistake.of(2, "train mnist-cnn --learning-rate 0", "--learning-rate", "above 0", "'0'"),
        Mistake.of(2, "train mnist-cnn --learning-rate -1", "--learning-rate", "'-1'"),
        Mistake.of(2, "train mnist-cnn --learning-rate NaN", "--learning-rate", "'NaN'"),
        Mistake.of(2, "train mnist-cnn --learning-rate 1e999", "--learning-rate", "'1e999'"),
        Mistake.of(2, "train mnist-cnn --learning-rate fast", "--learning-rate", "'fast'"),
        Mistake.of(2, "train mnist-cnn --seed x", "--seed", "'x'"),
        Mistake.of(2, "train mnist-cnn --threads 0", "--threads", "'0'"),
        Mistake.of(2, "train mnist-cnn --threads 100000", "--threads", "1024", "'100000'"),
        Mistake.of(2, "train mnist-cnn --validation-split 1", "--validation-split", "'1'"),
        Mistake.of(2, "train mnist-cnn --optimizer adma", "--optimizer", "'adma'", "Did you mean adam"),
        Mistake.of(2, "train mnist-cnn --backend gpu", "--backend", "cpu", "'gpu'"),
        Mistake.of(2, "train mnist-cnn --out @missing/m.kasane", "--out", "missing", "does not exist"),
        Mistake.of(2, "train mnist-cnn --out @data", "--out", "folder"),
        Mistake.of(2, "train mnist-cnn --out @x --json @x", "--out and --json", "same file"),
        Mistake.of(2, "train mnist-cnn --json @missing/r.json", "--json", "does not exist"),
        Mistake.of(2, "train mnist-cnn --checkpoint @missing/c", "--checkpoint", "does not exist"),
        Mistake.of(1, "train mnist-cnn --out @x --resume @nothing.ckpt", "--resume", "nothing.ckpt"),
        Mistake.of(2, "train mnist-cnn more", "'more'", "argument"),
        Mistake.of(2, "predict", "MODEL", "--input"),
        Mistake.of(2, "predict @model.kasane --input @text.png --top 0", "--top", "'0'"),
        Mistake.of(2, "data", "get", "info"),
        Mistake.of(2, "data get cifar10", "mnist", "'cifar10'"),
        Mistake.of(2, "evaluate", "MODEL"),
        // Data.
        Mistake.of(1, "train blog-mlp --out @x --data @missing", "missing", "no such folder"),
        Mistake.of(1, "train blog-mlp --out @x --data @swapped", "train-", "idx"),
        Mistake.of(1, "train blog-mlp --out @x --data @truncated", "train-images-idx3-ubyte", "bytes"),
        Mistake.of(1, "train blog-mlp --out @x --data @magic", "train-images-idx3-ubyte"),
        Mistake.of(1, "train blog-mlp --out @x --data @label", "77", "0 to 9"),
        Mistake.of(1, "train blog-mlp --out @x --data @small", "(20, 20, 1)", "(28, 28, 1)"),
        Mistake.of(1, "train convnetjs-mnist --out @x --data @small", "(20, 20, 1)", "24 by 24"),
        Mistake.of(1, "evaluate @model.kasane --data @small", "(20, 20, 1)", "(28, 28, 1)"),
        Mistake.of(2, "train blog-mlp --out @x --data @data --validation-split 0.999", "--validation-split", "0.999"),
        Mistake.of(1, "train convnetjs-cifar --out @x --data @data", "CIFAR-10", "data_batch"),
        Mistake.of(1, "data info @missing", "missing", "no such folder"),
        Mistake.of(1, "data info @model.kasane", "a file, not a folder"),
        // Models.
        Mistake.of(1, "predict @nothing.kasane --input @text.png", "nothing.kasane"),
        Mistake.of(1, "predict @short.kasane --input @text.png", "short.kasane"),
        Mistake.of(1, "predict @flipped.kasane --input @text.png", "flipped.kasane"),
        Mistake.of(1, "evaluate @empty.kasane --data @data", "empty.kasane"),
        Mistake.of(1, "evaluate @text.png --data @data", "text.png"),
        Mistake.of(1, "info @short.kasane", "short.kasane"),
        Mistake.of(2, "info mnist-cnn --plan --batch 100000000", "--batch", "100000000"),
        Mistake.of(1, "info mnist-cn", "neither a model file nor a recipe", "Did you mean mnist-cnn"),
        // Inputs.
        Mistake.of(1, "predict @model.kasane --input @missing.png", "missing.png", "no such file"),
        Mistake.of(1, "predict @model.kasane --input @data", "a folder"),
        Mistake.of(1, "predict @model.kasane --input @text.png", "text.png", "image"),
        Mistake.of(1, "predict @model.kasane --input @shape.json", "[28, 28, 1]", "[27,28,1]"),
        Mistake.of(1, "predict @model.kasane --input @count.json", "784", "3 values"),
        Mistake.of(1, "predict @model.kasane --input @broken.json", "broken.json", "line 1"),
        Mistake.of(1, "predict @model.kasane --input @nan.json", "nan.json", "NaN"),
        Mistake.of(1, "predict @model.kasane --input @huge.json", "finite", "position 0"),
        Mistake.of(1, "predict @model.kasane --input @null.json", "null at position 0"),
        Mistake.of(1, "predict @model.kasane --input @many.json", "[2000000000,28,28,1]"),
        Mistake.of(1, "predict @model.kasane --input @bare.json", "no shape"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void saysWhatIsWrongInOneLine(Mistake mistake) throws IOException {
    List<String> before = everything();
    Object[] args = mistake.command().stream().map(arg -> arg.startsWith("@") ? inFolder(arg) : arg).toArray();
    CliRun run = CliRun.of(args);

    assertThat(run.status()).as(run.err()).isEqualTo(mistake.status());
    List<String> complaint = run.err().lines().filter(line -> line.startsWith("kasane: ")).toList();
    assertThat(complaint).as(run.err()).hasSize(1);
    assertThat(run.err()).doesNotContain("\tat ", "Exception", "internal error", "null pointer");
    assertThat(complaint.getFirst()).contains(mistake.message());
    assertThat(run.out()).doesNotContain("{");
    assertThat(everything()).isEqualTo(before);
  }

  private static String inFolder(String arg) {
    return folder.resolve(arg.substring(1)).toString();
  }

  private static List<String> everything() throws IOException {
    List<String> files = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      paths.sorted().forEach(path -> files.add(path + " " + path.toFile().length()));
    }
    return files;
  }

  @Test
  void showsTheStackTraceOnRequest() {
    CliRun run = CliRun.of("predict", folder.resolve("nothing.kasane"), "--input", "x.png", "--debug");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).startsWith("kasane: ").contains("\tat ");
  }
}
