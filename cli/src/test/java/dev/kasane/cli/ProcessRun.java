package dev.kasane.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program run as a process of its own: its exit status and what it wrote. */
record ProcessRun(int status, String out, String err) {

  static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private static final long LONGEST_SECONDS = 300;

  /** The command line that starts kasane with the classes under test, and with vectors as its launcher does. */
  static List<String> kasane(Object... args) {
    List<String> command = new ArrayList<>(List.of(JAVA.toString()));
    command.addAll(List.of("--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", absolute(System.getProperty("java.class.path")), Main.class.getName()));
    for (Object arg : args) {
      command.add(arg.toString());
    }
    return command;
  }

  /** Starts a command; its output goes to the files out.txt and err.txt in {@code logs}. */
  static Process start(Path folder, Path logs, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectOutput(logs.resolve("out.txt").toFile()).redirectError(logs.resolve("err.txt").toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Waits for a command that {@link #start} began. */
  static ProcessRun await(Process process, Path logs) throws IOException, InterruptedException {
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new IOException(
          "still running after " + LONGEST_SECONDS + " s: " + Files.readString(logs.resolve("err.txt")));
    }
    return new ProcessRun(
        process.exitValue(), Files.readString(logs.resolve("out.txt")), Files.readString(logs.resolve("err.txt")));
  }

  static ProcessRun of(Path folder, Path logs, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    return await(start(folder, logs, environment, command), logs);
  }

  private static String absolute(String classPath) {
    List<String> entries = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, entries);
  }
}
