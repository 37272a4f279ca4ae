package dev.kasane.lessons.museum;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All exhibits. */
final class Museum {

  private Museum() {}

  /** Runs everything; takes seconds. The numbers are the same each time. */
  static List<Exhibit> exhibits() {
    return Stream.<Supplier<Exhibit>>of(
            LayerExhibits::dropout,
            TrainerExhibits::adam,
            LayerExhibits::lrn,
            TrainerExhibits::l1,
            LayerExhibits::maxout,
            LayerExhibits::overflow,
            LayerExhibits::pool,
            TrainerExhibits::decay,
            PageExhibits::definitions,
            PageExhibits::crop,
            TrainerExhibits::reload,
            PageExhibits::magic,
            PageExhibits::eyes,
            PageExhibits::shapes)
        .map(Supplier::get)
        .toList();
  }
}
