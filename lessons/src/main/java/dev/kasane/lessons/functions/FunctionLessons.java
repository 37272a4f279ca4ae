package dev.kasane.lessons.functions;

import dev.kasane.lessons.Lesson;
import java.util.ArrayList;
import java.util.List;

/** The lessons on functions of one variable. */
public final class FunctionLessons {

  private FunctionLessons() {}

  /** All of them, in reading order. */
  public static List<Lesson> all() {
    List<Lesson> lessons = new ArrayList<>(List.of(new ForwardLesson()));
    lessons.addAll(FitLessons.all());
    lessons.addAll(List.of(
        new GradientsLesson(), new ActivationsLesson(), new NeuronsLesson(), new LayersLesson(), new ParallelLesson(),
        new WeightsLesson()));
    return lessons;
  }
}
