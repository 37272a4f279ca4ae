package dev.kasane.train;

import dev.kasane.graph.Node;
import dev.kasane.plan.Flops;
import dev.kasane.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A model as a table.
 *
 * @param rows the inputs, then one row for each use of a layer, in order
 * @param parameters numbers that training changes
 * @param states numbers kept by layers that training does not change, such as running means
 * @param flops floating-point operations of a prediction of one sample
 */
public record Summary(List<Row> rows, long parameters, long states, long flops) {

  /** Keeps a copy of the rows. */
  public Summary {
    rows = List.copyOf(rows);
  }

  /**
   * A line of the table.
   *
   * @param name of the layer or input
   * @param kind of the layer, or {@code input}
   * @param outputShape of one sample
   * @param parameters numbers that training changes; 0 where a shared layer is used again
   * @param states other numbers kept
   * @param flops floating-point operations for one sample, as {@link Flops} counts them
   * @param bytes of parameters and states
   * @param connectedTo names of what it reads
   */
  public record Row(
      String name,
      String kind,
      Shape outputShape,
      long parameters,
      long states,
      long flops,
      long bytes,
      List<String> connectedTo) {
    /** Keeps a copy of the list. */
    public Row {
      connectedTo = List.copyOf(connectedTo);
    }
  }

  /** Bytes of all parameters and states. */
  public long bytes() {
    return Float.BYTES * (parameters + states);
  }

  static Summary of(Network network, ModelGraph graph) {
    Map<String, long[]> counts = new LinkedHashMap<>();
    graph.parameters().forEach((path, parameter) ->
        counts.computeIfAbsent(path.substring(0, path.indexOf('/')), _ -> new long[2])[parameter.trainable() ? 0 : 1] +=
            parameter.shape().size());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < network.inputs().size(); i++) {
      rows.add(new Row(
          network.inputs().get(i).name(), "input", graph.values().get(i).shape().dropFirst(), 0, 0, 0, 0, List.of()));
    }
    int previous = network.inputs().size() - 1;
    for (int i = 0; i < network.calls().size(); i++) {
      Network.Call call = network.calls().get(i);
      Network.NamedLayer named = network.layers().get(call.layer());
      Node output = graph.values().get(network.inputs().size() + i);
      long[] count = counts.getOrDefault(named.name(), new long[2]);
      counts.remove(named.name());
      // A layer's nodes were added between its predecessor's output and its own.
      int first = graph.values().get(previous).id() + 1;
      long flops = graph.graph().nodes().subList(Math.min(first, output.id() + 1), output.id() + 1).stream()
          .mapToLong(Flops::of)
          .sum();
      previous = network.inputs().size() + i;
      rows.add(new Row(
          named.name(),
          named.layer().kind(),
          output.shape().dropFirst(),
          count[0],
          count[1],
          flops,
          Float.BYTES * (count[0] + count[1]),
          call.inputs().stream().map(network::valueName).toList()));
    }
    return new Summary(
        rows,
        rows.stream().mapToLong(Row::parameters).sum(),
        rows.stream().mapToLong(Row::states).sum(),
        rows.stream().mapToLong(Row::flops).sum());
  }

  /** The table, for people. */
  @Override
  public String toString() {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("Layer", "Output shape", "Parameters", "FLOPs", "Bytes", "Connected to"));
    for (Row row : rows) {
      table.add(List.of(
          row.name(),
          row.outputShape().toString(),
          number(row.parameters() + row.states()),
          number(row.flops()),
          number(row.bytes()),
          String.join(", ", row.connectedTo())));
    }
    int[] widths = new int[6];
    table.forEach(line -> {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    });
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < table.size(); i++) {
      StringBuilder line = new StringBuilder();
      for (int j = 0; j < widths.length; j++) {
        String padding = " ".repeat(widths[j] - table.get(i).get(j).length());
        boolean right = j >= 2 && j <= 4;
        line.append(right ? padding : "").append(table.get(i).get(j)).append(right ? "" : padding).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
      if (i == 0) {
        text.append("-".repeat(line.toString().stripTrailing().length())).append('\n');
      }
    }
    text.append("Parameters: ").append(number(parameters));
    if (states > 0) {
      text.append(", states: ").append(number(states));
    }
    return text.append(", bytes: ").append(number(bytes())).append(", FLOPs for one sample: ").append(number(flops))
        .append('\n').toString();
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
