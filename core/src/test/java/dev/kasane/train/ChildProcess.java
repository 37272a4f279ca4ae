package dev.kasane.train;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs a class of the tests in a Java of its own. */
final class ChildProcess {

  private ChildProcess() {}

  /** A process for a class with a {@code main} method that needs nothing but our classes. */
  static ProcessBuilder java(Class<?> main, List<String> options, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), main.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command);
  }

  /** Classes and test classes. */
  private static String classPath() {
    return Stream.of(Model.class, ChildProcess.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation().toString())
        .map(location -> Path.of(URI.create(location)).toString())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }
}
