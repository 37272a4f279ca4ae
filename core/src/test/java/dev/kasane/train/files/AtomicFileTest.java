package dev.kasane.train.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All or nothing, and nothing left behind. */
class AtomicFileTest {

  @TempDir Path folder;

  private static AtomicFile.Content text(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void createsAndReplaces() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, text("one"));
    AtomicFile.write(file, text("two"));
    assertThat(file).hasContent("two");
    assertThat(names()).containsExactly("a.txt");
  }

  @Test
  void anErrorHalfWayLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, text("old"));
    assertThatThrownBy(() -> AtomicFile.write(file, out -> {
          out.write(new byte[300_000]);
          throw new IOException("No space left on device");
        }))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("a.txt")
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("make room");
    assertThatThrownBy(() -> AtomicFile.write(file, out -> {
          throw new IllegalStateException("broken");
        })).isInstanceOf(IllegalStateException.class);
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("a.txt");
  }

  @Test
  void whatAKilledProcessLeftIsRemovedButNotWorkInProgress() throws IOException, InterruptedException {
    Process gone = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
        .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    gone.waitFor();
    Files.writeString(folder.resolve(".a.txt." + gone.pid() + "-0.tmp"), "half");
    String mine = ".a.txt." + ProcessHandle.current().pid() + "-0.tmp";
    Files.writeString(folder.resolve(mine), "in progress");
    Files.writeString(folder.resolve(".a.txt.note.tmp"), "not ours");
    AtomicFile.write(folder.resolve("a.txt"), text("whole"));
    assertThat(names()).containsExactlyInAnyOrder("a.txt", mine, ".a.txt.note.tmp");
  }

  @Test
  void missingFolderAndWhatIsNoFileAreRefused() {
    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("no/a.txt"), text("x")))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("does not exist; create it");
    assertThatThrownBy(() -> AtomicFile.write(folder, text("x")))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("a folder");
    Path device = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(device), "no /dev/full on this system");
    assertThatThrownBy(() -> AtomicFile.write(device, text("x")))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("no ordinary file");
    assertThat(device).exists();
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Path file = folder.resolve("a.txt");
    Files.writeString(file, "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    AtomicFile.write(link, text("new"));
    assertThat(link).isSymbolicLink().hasContent("new");
    assertThat(file).hasContent("new");
  }
}
