package dev.kasane.cli.experiments;

import dev.kasane.cli.recipes.DataSource;
import dev.kasane.cli.recipes.Recipes;
import dev.kasane.data.ProgressListener;
import dev.kasane.lessons.blog.BlogExperiment;
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
    BlogDigits digits = new BlogDigits(new SampleCache(DataSource.MNIST, data, progress));
    all.addAll(BlogExperiment.all(digits::get));
    // The blog's CNN is a recipe too; the lesson's way of training it is the one that compares with the blog's figures.
    List<String> names = all.stream().map(Experiment::name).toList();
    Recipes.all().stream().filter(recipe -> !names.contains(recipe.name()))
        .forEach(recipe -> all.add(new RecipeExperiment(recipe, data, progress)));
    return all;
  }
}
