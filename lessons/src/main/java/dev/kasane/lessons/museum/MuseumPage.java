package dev.kasane.lessons.museum;

import dev.kasane.report.Text;
import dev.kasane.report.chart.SvgWriter;
import dev.kasane.report.page.Block;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The museum as files of the documentation: a page in Markdown, in English, and its charts. */
public final class MuseumPage {

  private static final String IMAGES = "images/museum/";

  private MuseumPage() {}

  /**
   * Writes the page and its charts.
   *
   * @param args the folder of the documentation; {@code docs} if there is none
   * @throws IOException if a file cannot be written
   */
  public static void main(String[] args) throws IOException {
    Path docs = Path.of(args.length > 0 ? args[0] : "docs");
    for (Map.Entry<String, String> file : files().entrySet()) {
      Path path = docs.resolve(file.getKey());
      Files.createDirectories(path.toAbsolutePath().getParent());
      Files.writeString(path, file.getValue(), StandardCharsets.UTF_8);
    }
  }

  /** The text of each file, by its path below the folder of the documentation. */
  static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    StringBuilder page = new StringBuilder();
    page.append("# The bug museum\n\n").append(MuseumLesson.introduction().en()).append("\n\n");
    page.append("All numbers come from the package `dev.kasane.lessons.museum`, with fixed seeds. Its "
        + "`MuseumPage` writes "
        + "this page,\n`kasane lesson bug-museum` shows the same in English and Japanese.\n");
    List<Exhibit> exhibits = Museum.exhibits();
    for (int i = 0; i < exhibits.size(); i++) {
      exhibit(i + 1, exhibits.get(i), page, files);
    }
    files.put("bug-museum.md", page.toString());
    return files;
  }

  private static void exhibit(int number, Exhibit exhibit, StringBuilder page, Map<String, String> files) {
    page.append("\n## ").append(number).append(". ").append(exhibit.title().en()).append("\n\n*")
        .append(exhibit.where().text().en()).append("* ").append(exhibit.defect().en()).append("\n\n")
        .append(exhibit.harm().en()).append('\n');
    int charts = 0;
    for (Block block : exhibit.shown()) {
      if (block instanceof Block.ChartFigure(var chart, Text caption)) {
        charts++;
        String file = IMAGES + exhibit.name() + (charts > 1 ? "-" + charts : "") + ".svg";
        files.put(file, SvgWriter.file(chart));
        page.append("\n![").append(chart.title().en()).append("](").append(file).append(")\n\n*")
            .append(chart.title().en()).append(".* ").append(caption.en()).append('\n');
      } else if (block instanceof Block.Table table) {
        table(table, page);
      }
    }
    page.append("\n**Mended:** ").append(exhibit.mended().en()).append('\n');
  }

  private static void table(Block.Table table, StringBuilder page) {
    page.append("\n*").append(table.caption().en().replace("*", "\\*")).append("*\n\n");
    row(table.headings(), page);
    page.append("|---".repeat(table.headings().size())).append("|\n");
    table.rows().forEach(cells -> row(cells, page));
  }

  private static void row(List<Text> cells, StringBuilder page) {
    cells.forEach(cell -> page.append("| ").append(cell.en().replace("|", "\\|")).append(' '));
    page.append("|\n");
  }
}
