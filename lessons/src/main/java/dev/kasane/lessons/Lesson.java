package dev.kasane.lessons;

import dev.kasane.report.Text;
import dev.kasane.report.page.Page;

/** An experiment that can be run, and tells on a page what it shows. */
public interface Lesson {

  /** What the command line calls it: small letters, digits and hyphens. */
  String name();

  /** Its title. */
  Text title();

  /** What a reader learns, in one or two sentences. */
  Text summary();

  /** About how many seconds it takes on two cores with the usual number of seeds; a rough guide for people. */
  int seconds();

  /** Whether it reads MNIST: then it cannot run where there is none. */
  default boolean needsMnist() {
    return false;
  }

  /**
   * Runs the experiment. The same context gives the same page, apart from times that are measured.
   *
   * @throws dev.kasane.data.DataException if it needs data that cannot be had
   */
  Page run(LessonContext context);

  /** A page with this lesson's name, title and summary, to add blocks to. */
  default Page.Builder page() {
    return Page.builder(name(), title(), summary());
  }
}
