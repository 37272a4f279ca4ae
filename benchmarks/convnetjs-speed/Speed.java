import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Rand;
import dev.kasane.convnetjs.Trainer;
import dev.kasane.convnetjs.Vol;
import dev.kasane.convnetjs.layers.Layer;
import java.nio.charset.StandardCharsets;

/**
 * Trains the two networks of ConvNetJS's image demos sample by sample, with the library under Node and with Kasane, in
 * turns, and prints samples per second and their ratio. See docs/convnetjs.md.
 */
final class Speed {

  private static final String MNIST = """
      [{"type":"input","out_sx":24,"out_sy":24,"out_depth":1},
       {"type":"conv","sx":5,"filters":8,"stride":1,"pad":2,"activation":"relu"},{"type":"pool","sx":2,"stride":2},
       {"type":"conv","sx":5,"filters":16,"stride":1,"pad":2,"activation":"relu"},{"type":"pool","sx":3,"stride":3},
       {"type":"softmax","num_classes":10}]""";
  private static final String CIFAR = """
      [{"type":"input","out_sx":32,"out_sy":32,"out_depth":3},
       {"type":"conv","sx":5,"filters":16,"stride":1,"pad":2,"activation":"relu"},{"type":"pool","sx":2,"stride":2},
       {"type":"conv","sx":5,"filters":20,"stride":1,"pad":2,"activation":"relu"},{"type":"pool","sx":2,"stride":2},
       {"type":"conv","sx":5,"filters":20,"stride":1,"pad":2,"activation":"relu"},{"type":"pool","sx":2,"stride":2},
       {"type":"softmax","num_classes":10}]""";

  private static final int SAMPLES = 64;
  private static final int CLASSES = 10;

  private Speed() {}

  /** Takes the seconds of each measurement; 5 if there are none. */
  public static void main(String[] args) throws Exception {
    double seconds = args.length > 0 ? Double.parseDouble(args[0]) : 5;
    compare("convnetjs-mnist, batch 20", MNIST, "{\"method\":\"adadelta\",\"batch_size\":20,\"l2_decay\":0.001}", seconds);
    compare("convnetjs-cifar, batch 4", CIFAR, "{\"method\":\"adadelta\",\"batch_size\":4,\"l2_decay\":0.0001}", seconds);
    compare("convnetjs-cifar, batch 128", CIFAR, "{\"method\":\"adadelta\",\"batch_size\":128,\"l2_decay\":0.0001}",
        seconds);
  }

  private static void compare(String name, String definitions, String options, double seconds) throws Exception {
    double before = node(definitions, options, seconds);
    double kasane = kasane(definitions, options, seconds);
    double after = node(definitions, options, seconds);
    double node = (before + after) / 2;
    System.out.printf("%-28s ConvNetJS %8.1f and %8.1f samples/s, Kasane %10.1f samples/s, ratio %6.1f%n", name, before,
        after, kasane, kasane / node);
  }

  private static double node(String definitions, String options, double seconds) throws Exception {
    Process process = new ProcessBuilder(
        "node", "speed.mjs", definitions.replace("\n", ""), options, Double.toString(seconds))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("node failed; run npm ci in this folder first");
    }
    return Double.parseDouble(out);
  }

  private static double kasane(String definitions, String options, double seconds) {
    Net net = new Net(1);
    net.makeLayers(definitions);
    Trainer trainer = new Trainer(net, options);
    Layer input = net.bareLayers().getFirst();
    Vol[] samples = new Vol[SAMPLES];
    Rand rand = Rand.seeded(1);
    for (int i = 0; i < SAMPLES; i++) {
      samples[i] = new Vol(input.outSx(), input.outSy(), input.outDepth(), rand);
    }
    train(trainer, samples, Math.max(3, seconds));
    return train(trainer, samples, seconds);
  }

  private static double train(Trainer trainer, Vol[] samples, double seconds) {
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    int batch = trainer.options().batchSize();
    long count = 0;
    while (System.nanoTime() < end) {
      for (int i = 0; i < batch; i++, count++) {
        trainer.train(samples[(int) (count % SAMPLES)], (int) (count % CLASSES));
      }
    }
    return count * 1e9 / (System.nanoTime() - start);
  }
}
