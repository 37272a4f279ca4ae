package dev.kasane.convnetjs.engine;

import dev.kasane.convnetjs.Method;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.tensor.Shape;
import java.util.EnumMap;
import java.util.Map;

/** {@link Method}s as nodes of a graph: the formulas are there. */
final class MethodNodes {

  private final Graph graph;
  private final String slots;
  private final Map<Setting, Node> settings = new EnumMap<>(Setting.class);

  /**
   * Prepares to add updates.
   *
   * @param slots begins the paths of what is remembered
   */
  MethodNodes(Graph graph, String slots) {
    this.graph = graph;
    this.slots = slots;
  }

  /** A number that is handed over before each run. */
  Node setting(Setting setting) {
    return settings.computeIfAbsent(setting, key -> graph.input(key.name(), Shape.SCALAR));
  }

  /** Those that this graph needs. */
  Setting[] settings() {
    return settings.keySet().toArray(Setting[]::new);
  }

  /** Says what a parameter becomes. */
  void update(Method method, Node p, String path, Node g) {
    Node value = switch (method) {
      case SGD -> sgd(p, path, g);
      case NESTEROV -> nesterov(p, path, g);
      case ADAGRAD -> {
        Node s = slot("s", p, path);
        yield Ops.sub(p, scaled(g, remember(s, Ops.add(s, Ops.square(g)))));
      }
      case WINDOWGRAD -> {
        Node s = slot("s", p, path);
        yield Ops.sub(p, scaled(g, remember(s, moved(s, Ops.square(g), Setting.RO, Setting.RO_REST))));
      }
      case ADADELTA -> adadelta(p, path, g);
      case ADAM -> adam(p, path, g);
    };
    graph.update(p, value);
  }

  private Node sgd(Node p, String path, Node g) {
    Node v = slot("s", p, path);
    Node on = setting(Setting.HAS_MOMENTUM);
    Node momentum = Ops.mul(setting(Setting.MOMENTUM), on);
    Node step = Ops.sub(Ops.mul(v, momentum), Ops.mul(g, setting(Setting.RATE)));
    // Without momentum the velocity stays what it was, for when momentum comes back.
    remember(v, Ops.select(on, step, v));
    return Ops.add(p, step);
  }

  private Node nesterov(Node p, String path, Node g) {
    Node before = slot("s", p, path);
    Node momentum = setting(Setting.MOMENTUM);
    Node v = remember(before, Ops.add(Ops.mul(before, momentum), Ops.mul(g, setting(Setting.RATE))));
    return Ops.add(p, Ops.sub(Ops.mul(before, momentum), Ops.mul(v, Ops.add(momentum, 1))));
  }

  private Node adadelta(Node p, String path, Node g) {
    Node s = slot("s", p, path);
    Node u = slot("u", p, path);
    Node eps = setting(Setting.EPS);
    Node squares = remember(s, moved(s, Ops.square(g), Setting.RO, Setting.RO_REST));
    Node step = Ops.mul(Ops.sqrt(Ops.div(Ops.add(u, eps), Ops.add(squares, eps))), g);
    remember(u, moved(u, Ops.square(step), Setting.RO, Setting.RO_REST));
    return Ops.sub(p, step);
  }

  private Node adam(Node p, String path, Node g) {
    Node m = slot("s", p, path);
    Node q = slot("u", p, path);
    Node mean = remember(m, moved(m, g, Setting.BETA1, Setting.BETA1_REST));
    Node squares = remember(q, moved(q, Ops.square(g), Setting.BETA2, Setting.BETA2_REST));
    Node corrected = Ops.sqrt(Ops.mul(squares, setting(Setting.SQUARE_CORRECTION)));
    Node step = Ops.div(Ops.mul(mean, setting(Setting.CORRECTED_RATE)), Ops.add(corrected, setting(Setting.EPS)));
    return Ops.sub(p, step);
  }

  /** rate·g / √(s + eps). */
  private Node scaled(Node g, Node s) {
    return Ops.div(Ops.mul(g, setting(Setting.RATE)), Ops.sqrt(Ops.add(s, setting(Setting.EPS))));
  }

  private Node moved(Node average, Node value, Setting keep, Setting take) {
    return Ops.add(Ops.mul(average, setting(keep)), Ops.mul(value, setting(take)));
  }

  private Node slot(String name, Node p, String path) {
    return graph.variable(slots + path + "/" + name, p.shape());
  }

  private Node remember(Node slot, Node value) {
    graph.update(slot, value);
    return value;
  }
}
