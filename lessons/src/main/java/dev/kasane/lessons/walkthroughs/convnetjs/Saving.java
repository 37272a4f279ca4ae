package dev.kasane.lessons.walkthroughs.convnetjs;

import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Vol;
import dev.kasane.convnetjs.json.ConvNetJson;
import java.io.PrintStream;
import java.util.Arrays;

/** JSON: out of one net, into an empty one, with the same answers. */
public final class Saving {

  private Saving() {}

  /** Runs the chapter. */
  public static void run(PrintStream out) {
    Net net = new Net(1);
    net.makeLayers("[{type:'input', out_sx:1, out_sy:1, out_depth:2}, {type:'fc', num_neurons:3, activation:'relu'},"
        + " {type:'softmax', num_classes:2}]");
    String text = ConvNetJson.stringify(net.toJSON());

    Net restored = new Net();
    restored.fromJSON(text);

    Vol x = Vol.of(0.5, -1.3);
    out.println(text.length() + " characters, beginning with " + text.substring(0, 60) + "…");
    out.println("the same answers: " + Arrays.equals(net.forward(x).w(), restored.forward(x).w()));
  }
}
