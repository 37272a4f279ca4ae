package dev.kasane.plan;

import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who reads the value of each node of a graph. Nodes on which no result depends do not count. */
final class Readers {

  private final Map<Node, List<Node>> readers = new HashMap<>();
  private final Set<Node> results = new HashSet<>();

  private Readers(Graph graph) {
    boolean[] live = GraphRewriter.live(graph);
    for (Node node : graph.nodes()) {
      if (live[node.id()]) {
        node.inputs().forEach(input -> readers.computeIfAbsent(input, key -> new ArrayList<>()).add(node));
      }
    }
    results.addAll(graph.outputs().values());
    results.addAll(graph.updates().values());
  }

  static Readers in(Graph graph) {
    return new Readers(graph);
  }

  /** The nodes that read a node, in order of creation; one that reads it twice is there twice. */
  List<Node> of(Node node) {
    return readers.getOrDefault(node, List.of());
  }

  /** Whether a value is an output or a variable's new value, so that it is wanted whoever reads it. */
  boolean isResult(Node node) {
    return results.contains(node);
  }

  /** Whether a result depends on a node. */
  boolean isLive(Node node) {
    return isResult(node) || !of(node).isEmpty();
  }

  /** The one node that reads another which is no result; null if there is none, or there are several. */
  @Nullable Node only(Node node) {
    List<Node> all = of(node);
    return all.size() == 1 && !isResult(node) ? all.getFirst() : null;
  }
}
