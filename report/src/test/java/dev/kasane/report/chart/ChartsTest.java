package dev.kasane.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.report.Language;
import dev.kasane.report.Text;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.xml.sax.InputSource;

class ChartsTest {

  private static final double NAN = Double.NaN;
  private static final double INF = Double.POSITIVE_INFINITY;

  private static Text text(String name) {
    return Text.of(name + " <&\"'>", name + " 「<&」");
  }

  private static Plot plot(double... values) {
    double[] x = new double[values.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
    }
    return Plot.of(text("plot"), text("x"), text("y")).line(text("line"), x, values);
  }

  /** What people hand to a chart when something went wrong, and what is merely unusual. */
  @TestFactory
  Stream<DynamicTest> everyChartIsDrawn() throws Exception {
    double[][] cells = {{1, NAN}, {INF, -4}};
    float[][][] weights = {{{1, -1}, {Float.NaN, 0}, {0, 0}}};
    List<Chart> charts = new ArrayList<>(List.of(
        plot(), plot(5), plot(1, 1, 1), plot(NAN, NAN), plot(1, NAN, INF, -INF, 2), plot(0, 1e-300, 1e300),
        plot(-1, 0, 1).logY(), plot(0, 0, 0).logY().logX(), plot(1e-9, 2e-9).reference(text("ref"), 3e-9),
        plot(1, 2, 3).yRange(0, 1).xRange(-5, 0.5), plot(1e6, 5e6).points(text("dots"), new double[] {0}, new double[] {1}),
        plot(1, 2).over(new Plot.Field(cells, 0, 1, 0, 1)),
        plot(1, 2).runs(text("runs"), new double[] {0, 1}, new double[][] {{1, NAN}, {2, 3}}),
        Bars.of(text("bars"), text("v"), List.of()),
        Bars.of(text("bars"), text("v"), List.of(text("a"), text("a very long name of a category, indeed")))
            .set(text("s"), -1, NAN).with(new Bars.Set(text("t"), new double[] {1, 2}, new double[] {0, 1},
                new double[] {NAN, 3})),
        Bars.of(text("bars"), text("v"), List.of(text("a"), text("b"))).log().set(text("s"), 0, 1e5),
        new HeatMap(text("h"), text("x"), text("y"), List.of("a", "b"), List.of("c", "d"), cells, text("v"), 2),
        new HeatMap(text("h"), text("x"), text("y"), List.of("a"), List.of("c"), new double[][] {{NAN}}, text("v"), 2),
        NetworkDiagram.of(text("n"), List.of(text("a"), text("b"), text("c")), 784, 100, 1),
        new NetworkDiagram(text("n"), List.of(text("a"), text("b")), new int[] {2, 3}, weights)));
    return charts.stream().map(chart -> DynamicTest.dynamicTest(chart.getClass().getSimpleName() + " "
        + charts.indexOf(chart), () -> check(chart)));
  }

  private static void check(Chart chart) throws Exception {
    String svg = SvgWriter.svg(chart, "id");
    DocumentBuilderFactory.newInstance().newDocumentBuilder()
        .parse(new InputSource(new java.io.StringReader("<page>" + svg + "</page>")));
    assertThat(svg).doesNotContain("NaN\"", "Infinity").contains("<title", "<desc", "class=\"chart wide\"");
    BufferedImage image = PictureWriter.image(chart, Language.EN, 1);
    assertThat(image.getWidth()).isEqualTo(720);
  }

  @Test
  void everyPlaceLiesInsideTheView() {
    Random random = new Random(7);
    double[] x = random.doubles(5000, -10, 10).sorted().toArray();
    double[] y = random.doubles(5000, -1e3, 1e3).toArray();
    String svg = SvgWriter.svg(Plot.of(text("p"), text("x"), text("y")).yRange(-10, 10).line(text("l"), x, y), "id");
    Matcher points = Pattern.compile("[ML]([-0-9.]+) ([-0-9.]+)").matcher(svg.substring(0, svg.indexOf("narrow")));
    int count = 0;
    while (points.find()) {
      assertThat(Double.parseDouble(points.group(1))).isBetween(0.0, 720.0);
      assertThat(Double.parseDouble(points.group(2))).isBetween(0.0, 400.0);
      count++;
    }
    // 5,000 points on some 900 columns: thinned to at most four each, but not to nothing.
    assertThat(count).isBetween(1000, 4200);
  }

  @Test
  void thinningKeepsThePeaks() {
    double[] x = new double[20_000];
    double[] y = new double[20_000];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
    }
    y[12_345] = 1;
    String thinned = SvgWriter.svg(Plot.of(text("p"), text("x"), text("y")).yRange(0, 1).line(text("l"), x, y), "id");
    String flat = SvgWriter.svg(
        Plot.of(text("p"), text("x"), text("y")).yRange(0, 1).line(text("l"), x, new double[20_000]), "id");
    assertThat(thinned).isNotEqualTo(flat);
    assertThat(thinned.length()).isLessThan(200_000);
  }

  @Test
  void ticksAreRoundNumbers() {
    assertThat(Ticks.linear(0, 3000, 6)).containsExactly(0, 500, 1000, 1500, 2000, 2500, 3000);
    assertThat(Ticks.linear(-0.1, 0.1, 4)).containsExactly(-0.1, -0.05, 0, 0.05, 0.1);
    assertThat(Ticks.logarithmic(2000, 500_000, 8)).containsExactly(2000, 5000, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5);
    assertThat(Ticks.logarithmic(1e-12, 1e12, 6).length).isBetween(4, 8);
  }

  @Test
  void anAnimationHasItsFramesAndLoops() throws IOException {
    byte[] gif = PictureWriter.gif(List.of(plot(1, 2), plot(2, 1), plot(1, 1)), Language.EN, 250);
    assertThat(new String(gif, java.nio.charset.StandardCharsets.ISO_8859_1)).contains("NETSCAPE2.0");
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(gif))) {
      reader.setInput(in);
      assertThat(reader.getNumImages(true)).isEqualTo(3);
    }
  }

  @Test
  void unequalLengthsAreRefused() {
    assertThatThrownBy(() -> Series.of(text("s"), new double[2], new double[3], Series.Mark.LINE))
        .hasMessageContaining("as many y");
    assertThatThrownBy(() -> NetworkDiagram.of(text("n"), List.of(text("a")), 1, 2)).hasMessageContaining("1 names");
  }
}
