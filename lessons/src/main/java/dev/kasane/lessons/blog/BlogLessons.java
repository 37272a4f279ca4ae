package dev.kasane.lessons.blog;

import dev.kasane.lessons.Lesson;
import java.util.List;

/** The lessons of the blog series. */
public final class BlogLessons {

  private BlogLessons() {}

  /** All of them, in the series' order. */
  public static List<Lesson> all() {
    return List.of(
        new PerceptronLesson(),
        new LossLesson(),
        new HiddenLesson(),
        new StartLesson(),
        new JointLesson(),
        new IterationsLesson(),
        new RatesLesson(),
        new CnnLesson(),
        new SumsLesson(),
        new StagesLesson(),
        new RaceLesson());
  }
}
