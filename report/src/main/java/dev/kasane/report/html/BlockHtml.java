package dev.kasane.report.html;

import dev.kasane.report.Language;
import dev.kasane.report.Numbers;
import dev.kasane.report.Text;
import dev.kasane.report.chart.PictureWriter;
import dev.kasane.report.chart.SvgWriter;
import dev.kasane.report.page.Block;
import dev.kasane.report.page.Figure;
import dev.kasane.report.page.Listing;
import dev.kasane.report.page.Picture;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Turns the blocks of one page into HTML and keeps what the page needs to know about them. */
final class BlockHtml {

  private static final Pattern NUMBER = Pattern.compile("[-–+±∞0-9.,e%× ]+(?:ms|s|min|h|MB|k|M)?[0-9a-z ]*");

  private final StringBuilder out = new StringBuilder();
  private final List<Text> headings = new ArrayList<>();
  private int charts;

  /** Adds blocks. */
  BlockHtml add(List<Block> blocks) {
    blocks.forEach(this::add);
    return this;
  }

  String html() {
    return out.toString();
  }

  List<Text> headings() {
    return headings;
  }

  private void add(Block block) {
    switch (block) {
      case Block.Heading(Text text) -> {
        headings.add(text);
        out.append("<h2 id=\"s").append(headings.size()).append("\">").append(Html.text(text)).append("</h2>\n");
      }
      case Block.Paragraph(Text text) -> out.append("<p>").append(Html.text(text)).append("</p>\n");
      case Block.Bullets(List<Text> items) -> {
        out.append("<ul>\n");
        items.forEach(item -> out.append("<li>").append(Html.text(item)).append("</li>\n"));
        out.append("</ul>\n");
      }
      case Block.Formula(String text) ->
          out.append("<div class=\"formula\">").append(Html.escape(text)).append("</div>\n");
      case Block.Code(List<Listing> listings) -> code(listings);
      case Block.Figures figures -> figures(figures);
      case Block.Table table -> table(table.caption(), table.headings(), table.rows());
      case Block.ChartFigure figure -> {
        out.append("<figure class=\"chart-figure\"><div class=\"figure-title\">")
            .append(Html.text(figure.chart().title())).append("</div>\n")
            .append(SvgWriter.svg(figure.chart(), "chart" + ++charts));
        caption(figure.caption());
      }
      case Block.Pictures pictures -> pictures(pictures);
      case Block.Animation animation -> animation(animation);
      case Block.Note(Text text) ->
          out.append("<aside class=\"note\"><p>").append(Html.text(text)).append("</p></aside>\n");
      case Block.Details details -> {
        out.append("<details><summary>").append(Html.text(details.summary())).append("</summary>\n");
        add(details.blocks());
        out.append("</details>\n");
      }
    }
  }

  private void caption(Text caption) {
    out.append("<figcaption>").append(Html.text(caption)).append("</figcaption></figure>\n");
  }

  private void code(List<Listing> listings) {
    out.append("<div class=\"listings\">\n");
    for (Listing listing : listings) {
      out.append("<figure class=\"listing\"><figcaption>").append(Html.text(listing.title()))
          .append("</figcaption><pre tabindex=\"0\"><code>")
          .append(Highlight.html(listing.code().stripTrailing(), listing.language())).append("</code></pre></figure>\n");
    }
    out.append("</div>\n");
  }

  private void figures(Block.Figures figures) {
    List<List<Text>> rows = new ArrayList<>();
    for (Figure figure : figures.rows()) {
      int count = figure.ours().count();
      String range = count == 1 ? "" : Numbers.fixed(figure.ours().min(), figure.decimals()) + " … "
          + Numbers.fixed(figure.ours().max(), figure.decimals());
      rows.add(List.of(figure.what(), figure.article(), Text.same(figure.oursText()), Text.same(range),
          Text.same(String.valueOf(count))));
    }
    table(figures.caption(),
        List.of(Text.of("", ""), Text.of("article", "記事"), Text.of("ours, mean ± s.d.", "Kasane 平均 ± 標準偏差"),
            Text.of("lowest … highest", "最小 … 最大"), Text.of("runs", "回数")),
        rows);
  }

  private void table(Text caption, List<Text> headings, List<List<Text>> rows) {
    out.append("<div class=\"scroll\" tabindex=\"0\"><table><caption>").append(Html.text(caption))
        .append("</caption><thead><tr>");
    for (int c = 0; c < headings.size(); c++) {
      out.append(hasNumbers(rows, c) ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">")
          .append(Html.text(headings.get(c))).append("</th>");
    }
    out.append("</tr></thead><tbody>\n");
    for (List<Text> row : rows) {
      out.append("<tr>");
      for (int c = 0; c < row.size(); c++) {
        boolean number = NUMBER.matcher(row.get(c).en()).matches();
        String tag = c == 0 ? "th scope=\"row\"" : number ? "td class=\"number\"" : "td";
        out.append('<').append(tag).append('>').append(Html.text(row.get(c))).append(c == 0 ? "</th>" : "</td>");
      }
      out.append("</tr>\n");
    }
    out.append("</tbody></table></div>\n");
  }

  /** Whether a column has numbers and nothing else. */
  private static boolean hasNumbers(List<List<Text>> rows, int column) {
    List<String> texts = rows.stream().map(row -> row.get(column).en()).filter(text -> !text.isEmpty()).toList();
    return column > 0 && !texts.isEmpty() && texts.stream().allMatch(text -> NUMBER.matcher(text).matches());
  }

  private void pictures(Block.Pictures pictures) {
    out.append("<figure><div class=\"pictures\">\n");
    for (Picture picture : pictures.pictures()) {
      out.append("<figure class=\"picture\"><img alt=\"").append(Html.plain(picture.caption())).append("\" src=\"")
          .append(PictureWriter.dataUri(Tones.image(picture))).append("\"><figcaption>")
          .append(Html.text(picture.caption())).append("</figcaption></figure>\n");
    }
    out.append("</div>");
    caption(pictures.caption());
  }

  private void animation(Block.Animation animation) {
    byte[] gif = PictureWriter.gif(animation.frames(), Language.EN, animation.milliseconds());
    out.append("<figure class=\"animation\"><img alt=\"").append(Html.plain(animation.caption()))
        .append("\" src=\"data:image/gif;base64,").append(Base64.getEncoder().encodeToString(gif)).append("\">");
    caption(animation.caption());
  }
}
