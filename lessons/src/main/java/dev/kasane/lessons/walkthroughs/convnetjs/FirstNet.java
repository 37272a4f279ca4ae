package dev.kasane.lessons.walkthroughs.convnetjs;

import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Vol;
import java.io.PrintStream;
import java.util.Locale;

/** Net: a list of layers, each of which takes a Vol and makes a new one. */
public final class FirstNet {

  private FirstNet() {}

  /** Runs the chapter. */
  public static void run(PrintStream out) {
    Net net = new Net(1);                       // 1: the seed; leave it out for other weights each time
    net.makeLayers("[{type:'input', out_sx:1, out_sy:1, out_depth:2}, {type:'svm', num_classes:2}]");

    Vol x = Vol.of(0.5, -1.3);
    Vol scores = net.forward(x);
    out.printf(Locale.ROOT, "score of class 0: %.4f%n", scores.w()[0]);
    out.println("layers: " + net.layers().size() + " (the svm brought a fully connected layer along)");
  }
}
