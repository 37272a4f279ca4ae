package dev.kasane.lessons.functions;

import dev.kasane.lessons.LessonContext;
import java.util.List;
import java.util.function.LongFunction;

/** What studies over many settings share. */
final class Studies {

  private Studies() {}

  /** Runs once for each of so many seeds, the first being the context's. */
  static <T> List<T> overRuns(LessonContext context, int runs, LongFunction<T> run) {
    return new LessonContext().seed(context.seed()).seeds(runs).threads(context.threads()).overSeeds(run);
  }

  /** Rows become columns. */
  static double[][] transpose(double[][] values) {
    double[][] turned = new double[values[0].length][values.length];
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < values[i].length; j++) {
        turned[j][i] = values[i][j];
      }
    }
    return turned;
  }
}
