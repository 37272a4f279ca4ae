package dev.kasane.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.tensor.Tensor;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that {@code module-info.java} says what the compiled packages are. */
class ModuleTest {

  @Test
  void everyPackageIsExportedExceptKernels() throws Exception {
    List<String> expected = packagesWithClasses().filter(name -> !name.startsWith("dev.kasane.backend.cpu.")).toList();
    List<String> exported =
        descriptor().exports().stream().map(ModuleDescriptor.Exports::source).sorted().toList();
    assertThat(exported)
        .as("exports in core/src/main/java/module-info.java")
        .containsExactlyElementsOf(expected);
  }

  @Test
  void nothingButTheJdkIsNeededAtRunTime() throws Exception {
    assertThat(descriptor().requires())
        .filteredOn(module -> !module.modifiers().contains(Requires.Modifier.STATIC))
        .extracting(Requires::name)
        .allMatch(name -> name.startsWith("java.") || name.startsWith("jdk."));
    assertThat(descriptor().requires())
        .filteredOn(module -> module.name().equals("jdk.incubator.vector"))
        .as("the vector module is optional")
        .allMatch(module -> module.modifiers().contains(Requires.Modifier.STATIC))
        .hasSize(1);
  }

  private static ModuleDescriptor descriptor() throws IOException, URISyntaxException {
    try (InputStream in = Files.newInputStream(classes().resolve("module-info.class"))) {
      return ModuleDescriptor.read(in);
    }
  }

  private static Stream<String> packagesWithClasses() throws IOException, URISyntaxException {
    Path root = classes();
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .filter(file -> !file.getFileName().toString().endsWith("-info.class"))
          .map(file -> root.relativize(file.getParent()).toString().replace(File.separatorChar, '.'))
          .distinct()
          .sorted()
          .toList()
          .stream();
    }
  }

  /** The folder with the compiled main classes. */
  private static Path classes() throws URISyntaxException {
    return Path.of(Tensor.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
