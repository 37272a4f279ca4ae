package dev.kasane.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real datasets for tests, where the machine has them. */
public final class TestData {

  private TestData() {}

  /** A folder of real data; the calling test is skipped when it is not there. */
  public static Path folder(String name) {
    Path folder = Path.of(System.getProperty("kasane.testdata", "../../shared/data")).resolve(name);
    assumeTrue(Files.isDirectory(folder), "skipped: no real data in " + folder.toAbsolutePath().normalize());
    return folder;
  }
}
