package dev.kasane.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.report.Spread;
import dev.kasane.report.Text;
import dev.kasane.report.chart.Plot;
import dev.kasane.report.page.Figure;
import dev.kasane.report.page.Listing;
import dev.kasane.report.page.Page;
import dev.kasane.report.page.Picture;
import dev.kasane.report.page.Provenance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlWriterTest {

  private static final String EVIL = "<script>alert('x')</script>\"&";
  private static final Provenance HERE = Provenance.here(7, EVIL, 1.5);

  private static Page page() {
    Text evil = Text.of(EVIL, "悪 " + EVIL);
    Plot plot = Plot.of(evil, evil, evil).line(evil, new double[] {0, 1}, new double[] {1, 2});
    return Page.builder("a-page", evil, evil)
        .heading(EVIL, EVIL)
        .paragraph("`code` and **bold** and [next](b.html#s1) and [out](https://example.org) " + EVIL, "和")
        .bullets(evil)
        .formula(EVIL)
        .note(EVIL, EVIL)
        .code(Listing.java(evil, "int x = 1; // " + EVIL), new Listing(evil, "text", EVIL))
        .table(evil, List.of(evil, evil), List.of(List.of(evil, Text.same("1.5"))))
        .figures(evil, List.of(Figure.of(evil, 86.64, Spread.of(86.1, 86.3), 2, "%")))
        .chart(plot, EVIL, EVIL)
        .pictures(evil, List.of(new Picture(evil, 1, 2, new float[] {0, Float.NaN}, Picture.Tone.SIGNED)))
        .details(evil, inner -> inner.animation(List.of(plot, plot), evil, 100))
        .build();
  }

  @Test
  void nothingOfATextBecomesMarkup() {
    String html = HtmlWriter.html(page(), HERE, true);
    assertThat(html.split("<script>", -1)).hasSize(2); // the page's own
    assertThat(html).contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;");
  }

  @Test
  void nothingLeadsOutside() {
    String html = HtmlWriter.html(page(), HERE, true);
    assertThat(html).doesNotContainPattern("(?:src|href)=\"(?!data:|#|index\\.html|b\\.html)");
    assertThat(html).doesNotContain("@import", "url(");
  }

  @Test
  void marksBecomeElements() {
    String html = HtmlWriter.html(page(), HERE, false);
    assertThat(html).contains("<code>code</code>", "<strong>bold</strong>", "<a href=\"b.html#s1\">next</a>",
        "[out](https://example.org)", "86.20 ± 0.14 %", "86.64 %");
  }

  @Test
  void aPageHasItsPicturesBesideIt(@TempDir Path folder) throws Exception {
    Path file = HtmlWriter.write(page(), HERE, folder.resolve("new"), false);
    assertThat(file).isRegularFile().hasFileName("a-page.html");
    try (var files = Files.list(folder.resolve("new"))) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder("a-page.html", "a-page-1.png", "a-page-2.gif");
    }
  }

  @Test
  void contentsLeadToThePages(@TempDir Path folder) throws Exception {
    Path file = HtmlWriter.writeContents(Text.same("All"), Text.same("s"), List.of(page()), HERE, folder);
    assertThat(Files.readString(file)).contains("<a href=\"a-page.html\">");
  }

  @Test
  void listingsKeepEveryCharacter() {
    String code = "/** a */ String s = \"//x\"; char c = '\"'; // end\nint y = 0x1F + 1_000;\n";
    String html = Highlight.html(code, "java");
    assertThat(html.replaceAll("<[^>]+>", "").replace("&quot;", "\"").replace("&#39;", "'")).isEqualTo(code);
    assertThat(html).contains("<span class=\"k-c\">// end</span>", "<span class=\"k-w\">int</span>")
        .contains("<span class=\"k-s\">&quot;//x&quot;</span>");
  }

  @Test
  void aNameThatIsNoFileNameIsRefused() {
    assertThatThrownBy(() -> new Page("../x", Text.same("t"), Text.same("s"), List.of()))
        .hasMessageContaining("small letters");
  }
}
