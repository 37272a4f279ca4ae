package dev.kasane.train.callbacks;

import dev.kasane.train.files.AtomicFile;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a line for each finished epoch to a CSV file (RFC 4180, UTF-8): {@code epoch} (0 for the first), what is
 * measured, {@code learning_rate}, {@code seconds}, {@code samples_per_second}. Each line is forced to the disk at
 * once, so that a run that is killed leaves its epochs behind. A resumed run goes on in the file; lines of epochs
 * that are done again are replaced.
 */
public final class CsvLogger implements Callback {

  private final Path file;
  private List<String> names = List.of();

  /** One that replaces a file, unless the run is resumed. */
  public CsvLogger(Path file) {
    this.file = file;
  }

  @Override
  public void onTrainBegin(TrainingRun run) {
    names = run.names();
    List<String> header = new ArrayList<>(List.of("epoch"));
    header.addAll(names);
    header.addAll(List.of("learning_rate", "seconds", "samples_per_second"));
    StringBuilder text = new StringBuilder(line(header));
    if (run.resumed() && Files.exists(file)) {
      kept(run.firstEpoch(), text.toString()).forEach(text::append);
    }
    AtomicFile.write(file, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** The whole lines of epochs before the one that comes next. */
  private List<String> kept(int firstEpoch, String header) {
    String old;
    try {
      old = Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ", which a resumed run goes on in: " + e.getMessage(), e);
    }
    if (!old.startsWith(header)) {
      throw new IllegalArgumentException(file + " does not begin with the line " + header.strip()
          + ": it is of another run; move it away or choose another file");
    }
    List<String> kept = new ArrayList<>();
    int at = header.length();
    for (int end = old.indexOf('\n', at); end >= 0; end = old.indexOf('\n', at)) {
      String line = old.substring(at, end + 1);
      at = end + 1;
      int comma = line.indexOf(',');
      if (comma > 0 && line.substring(0, comma).matches("[0-9]{1,9}")
          && Integer.parseInt(line.substring(0, comma)) < firstEpoch) {
        kept.add(line);
      }
    }
    return kept;
  }

  @Override
  public void onEpochEnd(TrainingRun run, EpochEvent epoch) {
    List<String> cells = new ArrayList<>();
    cells.add(Integer.toString(epoch.epoch()));
    names.forEach(name -> cells.add(Double.toString(epoch.value(name))));
    cells.add(Double.toString(epoch.learningRate()));
    cells.add(Double.toString(epoch.seconds()));
    cells.add(Double.toString(epoch.samplesPerSecond()));
    try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
      out.write(line(cells).getBytes(StandardCharsets.UTF_8));
      out.getFD().sync();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot append to " + file + ": " + e.getMessage(), e);
    }
  }

  private static String line(List<String> cells) {
    return cells.stream().map(CsvLogger::quoted).collect(Collectors.joining(",", "", "\n"));
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
