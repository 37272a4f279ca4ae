package dev.kasane.studio;

import dev.kasane.studio.autoencoder.AutoencoderRoom;
import dev.kasane.studio.classify.ClassifyRoom;
import dev.kasane.studio.image.ImageRoom;
import dev.kasane.studio.inside.InsideRoom;
import dev.kasane.studio.optimizers.OptimizersRoom;
import dev.kasane.studio.painting.PaintingRoom;
import dev.kasane.studio.qlearning.QLearningRoom;
import dev.kasane.studio.regression.RegressionRoom;
import dev.kasane.studio.report.RunsRoom;
import dev.kasane.studio.run.Runs;
import dev.kasane.studio.search.SearchRoom;
import dev.kasane.studio.server.Room;
import java.util.List;

/** The rooms of a studio. */
final class Rooms {

  private Rooms() {}

  static List<Room> of(StudioOptions options, Runs runs) {
    return List.of(
        new RunsRoom(runs),
        new ImageRoom(options, runs),
        new InsideRoom(runs),
        new ClassifyRoom(),
        new RegressionRoom(),
        new AutoencoderRoom(options.data()),
        new PaintingRoom(),
        new OptimizersRoom(options.data()),
        new SearchRoom(options.threads()),
        new QLearningRoom());
  }
}
