package dev.kasane.lessons.walkthroughs;

import dev.kasane.lessons.Lesson;
import java.util.List;

/** The walks through guides. */
public final class Walkthroughs {

  private Walkthroughs() {}

  /** All of them, in reading order. */
  public static List<Lesson> all() {
    return List.of(new ConvNetJsGuide(), new TfjsGuide());
  }
}
