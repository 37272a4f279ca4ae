package dev.kasane.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table leaves nothing out. An operation counts as covered when a row's result is that operation itself. */
class OpTableTest {

  @Test
  void everyOperationAndFunctionHasARow() {
    Set<Object> covered = new HashSet<>();
    for (OpCase row : OpTable.cases()) {
      Graph graph = new Graph();
      Op op = row.builder().build(graph, row.inputs(graph)).op();
      covered.add(op.getClass());
      switch (op) {
        case Op.Unary unary -> covered.add(unary.function());
        case Op.Binary binary -> covered.add(binary.function());
        case Op.Reduce reduce -> covered.add(reduce.function());
        default -> {}
      }
    }
    Stream<Object> functions =
        Stream.of(UnaryFunction.values(), BinaryFunction.values(), ReduceFunction.values()).flatMap(Arrays::stream);
    assertThat(covered)
        .as("add a row to OpTable for each operation")
        .containsAll(Stream.concat(operations(Op.class), functions).toList());
  }

  private static Stream<Class<?>> operations(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(OpTableTest::operations)
        : Stream.of(type);
  }

  @Test
  void rowsAreGraphsThatTheVerifierAccepts() {
    for (OpCase row : OpTable.cases()) {
      Graph graph = new Graph();
      graph.output("y", row.builder().build(graph, row.inputs(graph)));
      Verifier.check(graph, row.name());
    }
  }

  @Test
  void namesAreUniqueAndValuesRepeatable() {
    assertThat(OpTable.cases()).extracting(OpCase::name).doesNotHaveDuplicates();
    OpCase row = OpTable.cases().stream().filter(each -> each.args().size() > 1).findFirst().orElseThrow();
    assertThat(row.draw().get(1)).isEqualTo(row.draw().get(1)).isNotEqualTo(row.draw().get(0));
  }
}
