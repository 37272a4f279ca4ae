package dev.kasane.lessons;

import dev.kasane.lessons.softmax.SoftmaxLesson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All lessons. */
public final class Lessons {

  private static final List<Lesson> ALL = List.of(new SoftmaxLesson());

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
