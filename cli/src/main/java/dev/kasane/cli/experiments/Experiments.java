package dev.kasane.cli.experiments;

import dev.kasane.cli.recipes.Recipes;
import dev.kasane.data.ProgressListener;
import dev.kasane.lessons.functions.FunctionExperiment;
import dev.kasane.sweep.Experiment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All experiments. */
public final class Experiments {

  private Experiments() {}

  /**
   * The experiments, those that need no data first.
   *
   * @param data folder with the data, or null to search; read when the first run needs it
   */
  public static List<Experiment> all(@Nullable Path data, ProgressListener progress) {
    List<Experiment> all = new ArrayList<>();
    all.add(new FunctionExperiment());
    all.add(new MlpExperiment(data, progress));
    Recipes.all().forEach(recipe -> all.add(new RecipeExperiment(recipe, data, progress)));
    return all;
  }
}
