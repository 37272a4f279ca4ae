import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Draws what a command printed as an SVG picture of a terminal:
 *
 * <pre>
 * script -qec "./kasane train mnist-cnn" out.txt
 * java scripts/TerminalPicture.java "./kasane train mnist-cnn" out.txt docs/images/train-mnist-cnn.svg
 * </pre>
 *
 * <p>Understands what the kasane command uses: carriage returns that overwrite a line, erasing to its end, bold, dim
 * and coloured text.
 */
public final class TerminalPicture {

  private static final double CELL = 7.85;
  private static final int LINE = 18;
  private static final int MARGIN = 16;
  private static final int TITLE = 30;

  private static final Map<Integer, String> COLOURS =
      Map.of(30, "#484f58", 31, "#ff7b72", 32, "#56d364", 33, "#e3b341", 34, "#79c0ff", 35, "#d2a8ff", 36, "#56d4dd",
          90, "#6e7681");

  /** One character on the screen with its look. */
  private record Cell(int character, String style) {}

  private TerminalPicture() {}

  /** Arguments: the command to show, the file with its output, the picture to write. */
  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      System.err.println("usage: java scripts/TerminalPicture.java COMMAND OUTPUT.txt PICTURE.svg");
      System.exit(2);
    }
    List<List<Cell>> screen = new ArrayList<>();
    screen.add(typed(args[0]));
    screen.addAll(read(Files.readString(Path.of(args[1]))));
    screen.forEach(TerminalPicture::trim);
    while (!screen.isEmpty() && screen.getLast().isEmpty()) {
      screen.removeLast();
    }
    Files.writeString(Path.of(args[2]), draw(screen), StandardCharsets.UTF_8);
  }

  private static List<Cell> typed(String command) {
    List<Cell> line = new ArrayList<>();
    line.add(new Cell('$', "fill=\"#56d364\""));
    (" " + command).codePoints().forEach(c -> line.add(new Cell(c, "fill=\"#f0f6fc\" font-weight=\"bold\"")));
    return line;
  }

  private static List<List<Cell>> read(String text) {
    List<List<Cell>> lines = new ArrayList<>();
    List<Cell> line = new ArrayList<>();
    int column = 0;
    String style = "";
    int[] characters = text.codePoints().toArray();
    for (int i = 0; i < characters.length; i++) {
      int c = characters[i];
      if (c == '\n') {
        lines.add(line);
        line = new ArrayList<>();
        column = 0;
      } else if (c == '\r') {
        column = 0;
      } else if (c == 0x1b && i + 1 < characters.length && characters[i + 1] == '[') {
        int begin = i + 2;
        i = begin;
        while (i < characters.length && (characters[i] < '@' || characters[i] > '~')) {
          i++;
        }
        String numbers = new String(characters, begin, i - begin);
        if (i < characters.length && characters[i] == 'm') {
          style = style(numbers, style);
        } else if (i < characters.length && characters[i] == 'K') {
          line = new ArrayList<>(line.subList(0, Math.min(column, line.size())));
        }
      } else if (c >= ' ') {
        while (line.size() <= column) {
          line.add(new Cell(' ', ""));
        }
        line.set(column++, new Cell(c, style));
      }
    }
    lines.add(line);
    lines.removeIf(each -> isScriptLine(each));
    return lines;
  }

  private static void trim(List<Cell> line) {
    while (!line.isEmpty() && line.getLast().character() == ' ') {
      line.removeLast();
    }
  }

  /** The lines that script(1) adds. */
  private static boolean isScriptLine(List<Cell> line) {
    StringBuilder text = new StringBuilder();
    line.forEach(cell -> text.appendCodePoint(cell.character()));
    return text.toString().startsWith("Script started on ") || text.toString().startsWith("Script done on ");
  }

  private static String style(String numbers, String before) {
    String style = before;
    for (String number : numbers.split(";")) {
      int code = number.isEmpty() ? 0 : Integer.parseInt(number);
      if (code == 0) {
        style = "";
      } else if (code == 1) {
        style = with(style, "font-weight", "bold");
      } else if (code == 2) {
        style = with(style, "opacity", "0.6");
      } else if (COLOURS.containsKey(code)) {
        style = with(style, "fill", COLOURS.get(code));
      }
    }
    return style;
  }

  private static String with(String style, String attribute, String value) {
    return style.replaceAll(" ?" + attribute + "=\"[^\"]*\"", "") + " " + attribute + "=\"" + value + "\"";
  }

  private static String draw(List<List<Cell>> screen) {
    int columns = screen.stream().mapToInt(List::size).max().orElse(0);
    int width = (int) Math.ceil(columns * CELL) + 2 * MARGIN;
    int height = TITLE + screen.size() * LINE + MARGIN;
    StringBuilder svg = new StringBuilder();
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
        + "\" viewBox=\"0 0 " + width + " " + height + "\" role=\"img\">\n");
    svg.append("<rect width=\"" + width + "\" height=\"" + height + "\" rx=\"8\" fill=\"#0d1117\"/>\n");
    String[] lights = {"#ff5f57", "#febc2e", "#28c840"};
    for (int i = 0; i < lights.length; i++) {
      svg.append("<circle cx=\"" + (MARGIN + 4 + 18 * i) + "\" cy=\"15\" r=\"5\" fill=\"" + lights[i] + "\"/>\n");
    }
    svg.append("<g font-family=\"ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace\""
        + " font-size=\"13\" fill=\"#c9d1d9\" xml:space=\"preserve\" style=\"white-space:pre\">\n");
    for (int row = 0; row < screen.size(); row++) {
      runs(svg, screen.get(row), TITLE + row * LINE + 14);
    }
    return svg.append("</g>\n</svg>\n").toString();
  }

  /** One text element for each stretch of equal style, stretched to its cells so that columns line up in any font. */
  private static void runs(StringBuilder svg, List<Cell> line, int y) {
    for (int from = 0; from < line.size(); ) {
      int to = from;
      StringBuilder text = new StringBuilder();
      while (to < line.size() && line.get(to).style().equals(line.get(from).style())) {
        text.appendCodePoint(line.get(to++).character());
      }
      if (!text.toString().isBlank()) {
        svg.append("<text x=\"" + number(MARGIN + from * CELL) + "\" y=\"" + y + "\" textLength=\""
            + number((to - from) * CELL) + "\"" + attribute(line.get(from).style()) + ">" + escape(text.toString())
            + "</text>\n");
      }
      from = to;
    }
  }

  private static String attribute(String style) {
    return style.isBlank() ? "" : " " + style.strip();
  }

  private static String number(double value) {
    return Double.toString(Math.round(value * 100) / 100.0);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
