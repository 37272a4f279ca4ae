package dev.kasane.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Runs the tests of the {@code ./kasane} script, which are a shell script themselves. */
class LauncherTest {

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the POSIX launcher needs a POSIX shell")
  void launcherFindsJdkBuildsOnceAndPassesArguments() throws Exception {
    Path root = Path.of(System.getProperty("kasane.root"));
    Process process =
        new ProcessBuilder("sh", root.resolve("launcher/test-launcher.sh").toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains(" passed, 0 failed");
  }
}
