package dev.kasane.plan;

import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.ReduceFunction;
import dev.kasane.graph.Window2d;
import dev.kasane.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets a convolution leave out the last rows and columns that no window of the pooling after it reads: of 11 × 11 pixels
 * pooled by 2 × 2, a sixth. Their gradient is zero, so the convolution's derivatives leave them out too. Only where
 * nobody else reads the convolution. The values are the same bits.
 */
final class TrimToPool {

  private final Readers readers;

  /** The smaller window of each convolution that is trimmed, and of the derivatives of each. */
  private final Map<Node, Window2d> windows = new HashMap<>();

  private TrimToPool(Graph graph) {
    readers = Readers.in(graph);
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.Conv2d conv && readers.isLive(node)) {
        find(node, conv);
      }
    }
  }

  static Graph run(Graph graph) {
    TrimToPool pass = new TrimToPool(graph);
    return pass.windows.isEmpty() ? graph : GraphRewriter.rewrite(graph, pass::rewrite);
  }

  private void find(Node node, Op.Conv2d conv) {
    if (readers.isResult(node)) {
      return;
    }
    Window2d pooling = null;
    List<Node> derivatives = new ArrayList<>();
    for (Node user : readers.of(node)) {
      Window2d window = poolingOf(node, user, conv, derivatives);
      if (window == null || pooling != null && !pooling.equals(window)) {
        return;
      }
      pooling = window;
    }
    Window2d trimmed = pooling == null ? conv.window() : trimmed(node, conv.window(), pooling);
    if (!trimmed.equals(conv.window())) {
      windows.put(node, trimmed);
      derivatives.forEach(derivative -> windows.put(derivative, trimmed));
    }
  }

  /** The window with which a user pools the convolution, or null if it does something else with it. */
  private @Nullable Window2d poolingOf(Node conv, Node user, Op.Conv2d op, List<Node> derivatives) {
    return switch (user.op()) {
      case Op.MaxPool2d(var window) when !window.padded() -> window;
      case Op.MaxPool2dGrad(var window)
          when !window.padded() && user.input(0) == conv && user.input(1) != conv && !readers.isResult(user)
              && onlyDerivatives(user, op, derivatives) ->
          window;
      default -> null;
    };
  }

  /** Whether a gradient is only read by the convolution's derivatives and sums over images. */
  private boolean onlyDerivatives(Node gradient, Op.Conv2d conv, List<Node> derivatives) {
    for (Node user : readers.of(gradient)) {
      boolean derivative =
          switch (user.op()) {
            case Op.Conv2dInputGrad grad -> grad.window().equals(conv.window()) && user.input(0) != gradient;
            case Op.Conv2dKernelGrad grad -> grad.window().equals(conv.window()) && user.input(0) != gradient;
            default -> false;
          };
      boolean sum =
          user.op() instanceof Op.Reduce reduce && reduce.function() == ReduceFunction.SUM
              && reduce.axes().containsAll(List.of(1, 2)) && !reduce.keepDims();
      if (!derivative && !sum) {
        return false;
      }
      if (derivative) {
        derivatives.add(user);
      }
    }
    return true;
  }

  /** The convolution's window for only those rows and columns of its output that the pooling reads. */
  private static Window2d trimmed(Node conv, Window2d w, Window2d pooling) {
    Shape in = conv.input(0).shape();
    Shape out = conv.shape();
    int rows = (pooling.outputHeight(out.dim(1)) - 1) * pooling.strideY() + pooling.spanY();
    int columns = (pooling.outputWidth(out.dim(2)) - 1) * pooling.strideX() + pooling.spanX();
    int bottom = rows == out.dim(1) ? w.bottom() : (rows - 1) * w.strideY() + w.spanY() - in.dim(1) - w.top();
    int right = columns == out.dim(2) ? w.right() : (columns - 1) * w.strideX() + w.spanX() - in.dim(2) - w.left();
    if (w.padded()) {
      // A window either pads or leaves out.
      bottom = bottom < 0 ? w.bottom() : bottom;
      right = right < 0 ? w.right() : right;
    }
    return new Window2d(
        w.height(), w.width(), w.strideY(), w.strideX(), w.dilationY(), w.dilationX(), w.top(), bottom, w.left(), right);
  }

  private Node rewrite(Graph graph, Node node, List<Node> inputs) {
    Window2d window = windows.get(node);
    if (window == null) {
      return graph.add(node.op(), inputs);
    }
    Op op =
        switch (node.op()) {
          case Op.Conv2d conv -> new Op.Conv2d(window, conv.groups());
          case Op.Conv2dInputGrad grad -> new Op.Conv2dInputGrad(window, grad.groups(), grad.inputShape());
          case Op.Conv2dKernelGrad grad -> new Op.Conv2dKernelGrad(window, grad.groups(), grad.kernelShape());
          default -> throw new IllegalStateException("no convolution: " + node);
        };
    return graph.add(op, inputs);
  }
}
