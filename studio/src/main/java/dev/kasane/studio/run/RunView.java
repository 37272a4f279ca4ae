package dev.kasane.studio.run;

import dev.kasane.data.Dataset;
import dev.kasane.tensor.Shape;
import dev.kasane.train.Compilation;
import dev.kasane.train.Model;
import dev.kasane.train.Network;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of training as other parts of the studio see it, whether the studio has started it or a program's own {@code
 * fit}. Methods may be called from any thread at any time; none of them holds up training.
 */
public interface RunView extends AutoCloseable {

  /** Names it in addresses. */
  String id();

  /** What people call it. */
  String title();

  /** What it is doing. */
  RunState state();

  /** The network that is trained, with its shapes known. */
  Network network();

  /** The shape of one sample, such as (28, 28, 1). */
  Shape inputShape();

  /**
   * What is added to pixels from 0 (black) to 1 (white) before the network reads them: 0, or -0.5 as in ConvNetJS's
   * demonstrations.
   */
  default float pixelOffset() {
    return 0;
  }

  /** The names of the classes; the empty list if they have none. */
  List<String> classNames();

  /** What it learns from, inputs as the network takes them and class indices, or null if only {@code fit} has it. */
  @Nullable Dataset train();

  /** What it is tested on, or null. */
  @Nullable Dataset test();

  /**
   * The present weights, copied by the training thread between two steps. Where that takes a while, because copies are
   * large and must not slow training, the last ones that were taken.
   */
  WeightsAt weights();

  /** A model of its own with a copy of the present weights, which computes on the calling thread. */
  default Model snapshot() {
    return Models.of(network(), inputShape(), weights().weights());
  }

  /** The moments whose weights are kept, oldest first; thinned out when there are many. */
  List<CheckpointInfo> checkpoints();

  /**
   * The weights of a moment.
   *
   * @throws dev.kasane.studio.server.RequestException if they are not kept (any more)
   */
  WeightsAt weightsAt(long checkpoint);

  /** A model of its own with the weights of a moment. See {@link #weightsAt}. */
  default Model at(long checkpoint) {
    return Models.of(network(), inputShape(), weightsAt(checkpoint).weights());
  }

  /** How it is trained and judged, or null if that is not known. */
  default @Nullable Compilation compilation() {
    return null;
  }

  /** What charts show of it. */
  RunRecorder recorder();

  /** Ends what the run needs besides memory, when nobody asks for it any more. */
  @Override
  default void close() {}
}
