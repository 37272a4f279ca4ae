package dev.kasane.data.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.data.DataException;
import dev.kasane.data.Dataset;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReaderTest {

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("table.csv"), text, StandardCharsets.UTF_8);
  }

  private void assertRefused(CsvReader reader, String text, String... words) throws IOException {
    Path file = file(text);
    assertThatThrownBy(() -> reader.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContainingAll(words);
  }

  @Test
  void readsFeaturesAndClassNames() throws IOException {
    Dataset data = CsvReader.classification("kind").read(file("a,kind,b\n1,dog,2.5\n-3e1, cat ,.5\n4,dog,0\n"));

    assertThat(data.inputs(0)).isEqualTo(Tensor.matrix(new float[][] {{1, 2.5f}, {-30, 0.5f}, {4, 0}}));
    assertThat(data.targets(0)).isEqualTo(Tensor.vector(1, 0, 1));
    assertThat(data.classNames()).containsExactly("cat", "dog");
    assertThat(data.targetShapes()).containsExactly(Shape.SCALAR);
  }

  @Test
  void putsNumberedClassesInNumericOrder() throws IOException {
    Dataset data = CsvReader.classification("0").withoutHeader().read(file("10,5\n9,6\n-1,7\n"));

    assertThat(data.classNames()).containsExactly("-1", "9", "10");
    assertThat(data.targets(0)).isEqualTo(Tensor.vector(2, 1, 0));
  }

  @Test
  void followsTheRfc() throws IOException {
    String text = "\uFEFF\"a, b\";\"say \"\"y\"\"\"\r\n\"1\";\"2\"\r\n\r\n3;\"4\"";
    Dataset data = CsvReader.regression("say \"y\"").withSeparator(';').read(file(text));

    assertThat(data.inputs(0)).isEqualTo(Tensor.matrix(new float[][] {{1}, {3}}));
    assertThat(data.targets(0)).isEqualTo(Tensor.matrix(new float[][] {{2}, {4}}));
    Dataset lines = CsvReader.classification("k").read(file("x,k\n1,\"two\nlines\"\n2,one\n"));
    assertThat(lines.classNames()).containsExactly("one", "two\nlines");
  }

  @Test
  void treatsMissingNumbersAsTold() throws IOException {
    String text = "x,y,t\n1,NA,0\n,4,1\n5,?,2\n";
    CsvReader reader = CsvReader.regression("t");

    assertThat(reader.withMissing(CsvReader.Missing.MEAN).read(file(text)).inputs(0))
        .isEqualTo(Tensor.matrix(new float[][] {{1, 4}, {3, 4}, {5, 4}}));
    assertThat(reader.withMissing(CsvReader.Missing.ZERO).read(file(text)).inputs(0))
        .isEqualTo(Tensor.matrix(new float[][] {{1, 0}, {0, 4}, {5, 0}}));
    assertThat(reader.without("y").withMissing(CsvReader.Missing.MEAN).read(file(text)).inputShapes())
        .containsExactly(Shape.of(1));
    assertRefused(reader, text, "line 2", "\"y\"", "a missing value");
    assertRefused(reader.withMissing(CsvReader.Missing.MEAN), "x,t\n,1\n,2\n", "\"x\"", "missing values only");
    assertRefused(reader, "x,t\n1,\n", "line 2", "a target");
  }

  @Test
  void namesTheLineAndColumnAtFault() throws IOException {
    CsvReader reader = CsvReader.regression("t");

    assertRefused(reader, "x,t\n1,2\n\n\"\n3\",4\nabc,5\n", "line 6", "\"x\"", "\"abc\"");
    assertRefused(reader, "x,t\n1,2\n1,2,3\n", "line 3", "2 fields", "3 fields");
    assertRefused(reader, "x,t\n1d,2\n", "\"1d\"");
    assertRefused(reader, "x,t\n1e99,2\n", "\"1e99\"");
    assertRefused(reader, "x,y\n1,2\n", "a column \"t\"", "[x, y]");
    assertRefused(reader, "t\n1\n", "a feature column");
    assertRefused(reader, "x,t\n", "at least one row");
    assertRefused(reader, "", "at least one row");
    assertRefused(reader, "x,t\n1,\"2\n3", "line 2", "without an end");
    assertRefused(reader, "x,t\n1,\"2\"3\n", "line 2", "closing quote");
  }

  @Test
  void refusesWhatIsNoText() throws IOException {
    Path binary = Files.write(folder.resolve("x.csv"), new byte[] {0x1F, (byte) 0x8B, (byte) 0xFF, 3});

    assertThatThrownBy(() -> CsvReader.regression("t").read(binary))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> CsvReader.regression("t").read(folder)).hasMessageContaining("a folder");
  }
}
