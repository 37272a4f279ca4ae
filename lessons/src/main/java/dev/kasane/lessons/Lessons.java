package dev.kasane.lessons;

import dev.kasane.lessons.blog.BlogLessons;
import dev.kasane.lessons.functions.FunctionLessons;
import dev.kasane.lessons.museum.MuseumLesson;
import dev.kasane.lessons.preparations.PreparationLessons;
import dev.kasane.lessons.softmax.SoftmaxLesson;
import dev.kasane.lessons.walkthroughs.Walkthroughs;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All lessons. */
public final class Lessons {

  private static final List<Lesson> ALL =
      Stream.of(
              PreparationLessons.all(),
              FunctionLessons.all(),
              List.<Lesson>of(new SoftmaxLesson()),
              BlogLessons.all(),
              Walkthroughs.all(),
              List.<Lesson>of(new MuseumLesson()))
          .flatMap(List::stream)
          .toList();

  private Lessons() {}

  /** All lessons in reading order. */
  public static List<Lesson> all() {
    return ALL;
  }

  /** The lesson of a name, or null. */
  public static @Nullable Lesson find(String name) {
    return ALL.stream().filter(lesson -> lesson.name().equals(name)).findFirst().orElse(null);
  }
}
