package dev.kasane.cli.experiments;

import dev.kasane.cli.recipes.DataSource;
import dev.kasane.data.DataException;
import dev.kasane.data.ProgressListener;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A dataset that is read once, when the first run asks for it. */
final class SampleCache {

  private final DataSource source;
  private final @Nullable Path folder;
  private final ProgressListener progress;
  private DataSource.@Nullable Found found;

  SampleCache(DataSource source, @Nullable Path folder, ProgressListener progress) {
    this.source = source;
    this.folder = folder;
    this.progress = progress;
  }

  synchronized DataSource.Found get() {
    DataSource.Found data = found;
    if (data == null) {
      data = source.open(folder, progress);
      if (data.generated()) {
        throw new DataException(
            "sweep", source.title(), "none on this machine and no way to download it",
            "Name a folder that holds it with --data, or get it with 'kasane data get mnist'.");
      }
      found = data;
    }
    return data;
  }
}
