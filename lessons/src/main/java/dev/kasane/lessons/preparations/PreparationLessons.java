package dev.kasane.lessons.preparations;

import dev.kasane.lessons.Lesson;
import java.util.List;

/** The lessons on what comes before the first network. */
public final class PreparationLessons {

  private PreparationLessons() {}

  /** All of them, in reading order. */
  public static List<Lesson> all() {
    return List.of(new MatricesLesson(), new DerivativeLesson(), new DescentLesson());
  }
}
