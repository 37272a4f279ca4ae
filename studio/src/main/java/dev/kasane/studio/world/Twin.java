package dev.kasane.studio.world;

import dev.kasane.convnetjs.Engine;
import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Vol;
import dev.kasane.convnetjs.layers.FullyConnLayer;
import dev.kasane.convnetjs.layers.Layer;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A second net with the weights of the one that learns. Pages look into the twin, however long they take, and learning
 * waits only while the weights are copied.
 */
public final class Twin {

  private final Loop loop;
  private final Supplier<LearningNet> learning;
  private @Nullable NetText text;
  private Net net = new Net(0);

  /**
   * A twin of a world's net.
   *
   * @param learning gives the net at this time; called between two steps
   */
  public Twin(Loop loop, Supplier<LearningNet> learning) {
    this.loop = loop;
    this.learning = learning;
  }

  /** Looks at the net; one look at a time. */
  public <T> T look(Function<Net, T> look) {
    return look(() -> true, (twin, _) -> look.apply(twin));
  }

  /**
   * Looks at the net and something else of the world, both at the same moment.
   *
   * @param also copies the other thing; called between two steps
   */
  public synchronized <S, T> T look(Supplier<S> also, BiFunction<Net, S, T> look) {
    S copied = loop.read(() -> {
      copy(learning.get());
      return also.get();
    });
    return look.apply(net, copied);
  }

  private void copy(LearningNet source) {
    if (text != source.text()) {
      Net made = new Net(0);
      made.makeLayers(source.text().definitions());
      made.engine(Engine.EAGER);
      net = made;
      text = source.text();
    }
    List<Layer> from = source.net().bareLayers();
    List<Layer> to = net.bareLayers();
    for (int i = 0; i < from.size(); i++) {
      if (from.get(i) instanceof FullyConnLayer one && to.get(i) instanceof FullyConnLayer other) {
        copy(one.biases(), other.biases());
        for (int k = 0; k < one.filters().size(); k++) {
          copy(one.filters().get(k), other.filters().get(k));
        }
      }
    }
  }

  private static void copy(Vol from, Vol to) {
    double[] numbers = from.read();
    System.arraycopy(numbers, 0, to.w(), 0, numbers.length);
  }
}
