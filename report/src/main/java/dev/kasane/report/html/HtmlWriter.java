package dev.kasane.report.html;

import dev.kasane.report.Language;
import dev.kasane.report.Numbers;
import dev.kasane.report.Text;
import dev.kasane.report.chart.PictureWriter;
import dev.kasane.report.page.Block;
import dev.kasane.report.page.Page;
import dev.kasane.report.page.Provenance;
import dev.kasane.train.files.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Writes pages. A page is one HTML file that asks for nothing from outside: styles, pictures and charts are in it. It
 * has both languages and follows the reader's choice of a light or dark display. Charts also become PNG files beside
 * it, animations GIF files.
 */
public final class HtmlWriter {

  private HtmlWriter() {}

  /**
   * Writes a page and its pictures: {@code NAME.html}, {@code NAME-1.png} and so on.
   *
   * @param folder where to; made when missing
   * @param provenance what the page's foot tells
   * @param contents whether there will be an {@code index.html} to lead back to
   * @return the page's file
   * @throws dev.kasane.train.files.ModelFileException if a file cannot be written
   */
  public static Path write(Page page, Provenance provenance, Path folder, boolean contents) {
    makeFolder(folder);
    Pictures pictures = new Pictures(page.name(), folder);
    pictures.write(page.blocks());
    Path file = folder.resolve(page.name() + ".html");
    write(file, html(page, provenance, contents));
    return file;
  }

  /** A page's HTML. */
  public static String html(Page page, Provenance provenance, boolean contents) {
    BlockHtml blocks = new BlockHtml().add(page.blocks());
    StringBuilder body = new StringBuilder();
    body.append("<main>\n<h1>").append(Html.text(page.title())).append("</h1>\n<p class=\"summary\">")
        .append(Html.text(page.summary())).append("</p>\n");
    if (blocks.headings().size() > 2) {
      body.append("<nav class=\"contents\"><ol>\n");
      for (int i = 0; i < blocks.headings().size(); i++) {
        body.append("<li><a href=\"#s").append(i + 1).append("\">").append(Html.text(blocks.headings().get(i)))
            .append("</a></li>\n");
      }
      body.append("</ol></nav>\n");
    }
    body.append(blocks.html()).append("</main>\n").append(foot(provenance));
    return document(page.title(), page.summary(), body.toString(), contents);
  }

  /**
   * Writes {@code index.html}, which leads to the other pages.
   *
   * @param entries the pages, in reading order
   */
  public static Path writeContents(Text title, Text summary, List<Page> entries, Provenance provenance, Path folder) {
    makeFolder(folder);
    StringBuilder body = new StringBuilder();
    body.append("<main>\n<h1>").append(Html.text(title)).append("</h1>\n<p class=\"summary\">")
        .append(Html.text(summary)).append("</p>\n<ol class=\"chapters\">\n");
    for (Page page : entries) {
      body.append("<li><a href=\"").append(page.name()).append(".html\">").append(Html.text(page.title()))
          .append("</a><p>").append(Html.text(page.summary())).append("</p></li>\n");
    }
    body.append("</ol>\n</main>\n").append(foot(provenance));
    Path file = folder.resolve("index.html");
    write(file, document(title, summary, body.toString(), false));
    return file;
  }

  private static String document(Text title, Text summary, String body, boolean contents) {
    String back =
        contents
            ? "<a class=\"back\" href=\"index.html\">" + Html.text(Text.of("← Contents", "← 目次")) + "</a>"
            : "<span></span>";
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="generator" content="Kasane">
        <link rel="icon" href="data:,">
        """
        + "<meta name=\"description\" content=\"" + Html.plain(summary) + "\">\n"
        + "<title>" + Html.escape(title.en()) + "</title>\n"
        + "<style>\n" + resource("page.css") + "</style>\n</head>\n"
        + "<body data-title-en=\"" + Html.escape(title.en()) + "\" data-title-ja=\"" + Html.escape(title.ja()) + "\">\n"
        + "<header>" + back + "<div class=\"switches\">"
        + "<button type=\"button\" id=\"language\" aria-label=\"日本語 / English\">日本語</button>"
        + "<button type=\"button\" id=\"theme\" aria-label=\"Light / dark\">◐</button></div></header>\n"
        + body + "<script>\n" + resource("page.js") + "</script>\n</body>\n</html>\n";
  }

  private static String foot(Provenance p) {
    StringBuilder out = new StringBuilder("<footer><dl>\n");
    item(out, Text.of("Seed", "乱数シード"), String.valueOf(p.seed()));
    if (!p.data().isEmpty()) {
      item(out, Text.of("Data", "データ"), p.data());
    }
    item(out, Text.of("Machine", "マシン"), p.machine());
    item(out, Text.same("JDK"), p.jdk());
    item(out, Text.of("Date", "日時"), p.date());
    item(out, Text.of("Duration", "所要時間"), Numbers.seconds(p.seconds()));
    return out.append("</dl></footer>\n").toString();
  }

  private static void item(StringBuilder out, Text name, String value) {
    out.append("<div><dt>").append(Html.text(name)).append("</dt><dd>").append(Html.escape(value))
        .append("</dd></div>\n");
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(HtmlWriter.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Numbers a page's pictures in order and writes them. */
  private static final class Pictures {

    private final String name;
    private final Path folder;
    private int count;

    Pictures(String name, Path folder) {
      this.name = name;
      this.folder = folder;
    }

    void write(List<Block> blocks) {
      for (Block block : blocks) {
        if (block instanceof Block.ChartFigure figure) {
          byte[] png = PictureWriter.png(figure.chart(), Language.EN);
          AtomicFile.write(folder.resolve(name + "-" + ++count + ".png"), out -> out.write(png));
        } else if (block instanceof Block.Animation animation) {
          byte[] gif = PictureWriter.gif(animation.frames(), Language.EN, animation.milliseconds());
          AtomicFile.write(folder.resolve(name + "-" + ++count + ".gif"), out -> out.write(gif));
        } else if (block instanceof Block.Details details) {
          write(details.blocks());
        }
      }
    }
  }
}
