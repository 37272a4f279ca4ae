package dev.kasane.convnetjs.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.convnetjs.ConvNetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a CSV file becomes numbers. */
class TableTest {

  @TempDir Path folder;

  private Table read(String text, TableOptions options) throws IOException {
    Path file = folder.resolve("t.csv");
    Files.writeString(file, text);
    return Table.read(file, options);
  }

  @Test
  void numbersAreScaledTextsAreOneOfAllAndMissingOnesAreTheMean() throws IOException {
    Table table = read("size,colour,kind\n1,red,a\n3,blue,b\n?,,a\n5,red,\n2,NA,b\n", TableOptions.label("kind"));
    assertThat(table.droppedRows()).isEqualTo(1);
    assertThat(table.classes()).containsExactly("a", "b");
    assertThat(table.labels()).containsExactly(0, 1, 0, 1);
    assertThat(table.width()).isEqualTo(3);
    double deviation = Math.sqrt(2.0 / 3);
    assertThat(table.inputs().get(0).w()).containsExactly(new double[] {-1 / deviation, 0, 1}, within(1e-12));
    assertThat(table.inputs().get(1).w()).containsExactly(new double[] {1 / deviation, 1, 0}, within(1e-12));
    assertThat(table.inputs().get(2).w()).containsExactly(new double[] {0, 0, 0}, within(1e-12));
  }

  @Test
  void theLabelIsFoundByNameByNumberAndFromTheEnd() throws IOException {
    String text = "1,2,9.5\n4,5,8.5\n6,7,1.25\n";
    assertThat(read(text, TableOptions.label("-1")).values()[0][0]).isPositive();
    assertThat(read(text, TableOptions.label("0")).labelName()).isEqualTo("0");
    assertThat(read("a,b\n1,2.5\n3,4.5\n", TableOptions.label("a")).columns().getFirst().name()).isEqualTo("b");
    assertThatThrownBy(() -> read(text, TableOptions.label("x"))).isInstanceOf(ConvNetException.class)
        .hasMessageContaining("received 'x'").hasMessageContaining("-3 to 2");
  }

  @Test
  void fewWholeNumbersAreClassesOthersAreNumbers() throws IOException {
    StringBuilder classes = new StringBuilder();
    StringBuilder numbers = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      classes.append(i).append(',').append(i % 3 * 10).append('\n');
      numbers.append(i).append(',').append(i).append('\n');
    }
    assertThat(read(classes.toString(), TableOptions.label("-1")).classes()).containsExactly("0", "10", "20");
    assertThat(read(numbers.toString(), TableOptions.label("-1")).classification()).isFalse();
    TableOptions asNumbers =
        new TableOptions("-1", ',', TableOptions.Header.NO, TableOptions.Task.REGRESSION);
    assertThat(read(classes.toString(), asNumbers).classification()).isFalse();
    assertThatThrownBy(() -> read("1,a\n2,b\n", asNumbers)).hasMessageContaining("received 'a'");
  }

  @Test
  void brokenTablesAreRefusedInOneLine() {
    assertThatThrownBy(() -> read("", TableOptions.label("-1"))).hasMessageContaining("empty");
    assertThatThrownBy(() -> read("a,b\n1,2\n3\n", TableOptions.label("b"))).hasMessageContaining("line 3")
        .hasMessageContaining("expected 2 fields");
    assertThatThrownBy(() -> read("b\n1\n2\n", TableOptions.label("b"))).hasMessageContaining("no column but the label");
    assertThatThrownBy(() -> read("a,b\n1,\n2,?\n", TableOptions.label("b"))).hasMessageContaining("at least two rows");
  }
}
