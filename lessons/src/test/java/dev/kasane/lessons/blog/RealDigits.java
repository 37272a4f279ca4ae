package dev.kasane.lessons.blog;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kasane.data.ImageData;
import dev.kasane.data.mnist.Mnist;
import java.nio.file.Path;

/** MNIST for tests, where the property {@code kasane.testdata} names a folder that has it. */
final class RealDigits {

  private RealDigits() {}

  /** The folder; the test is skipped where there is none. */
  static Path folder() {
    String named = System.getProperty("kasane.testdata", "");
    Path folder = Path.of(named);
    assumeTrue(
        !named.isEmpty() && Mnist.find(folder) != null,
        "skipped: no MNIST; name a folder that holds it with -Dkasane.testdata=DIR");
    return folder;
  }

  static BlogData load() {
    ImageData mnist = Mnist.load(folder());
    return BlogData.of(mnist.train(), mnist.test());
  }
}
