package dev.kasane.report.page;

import dev.kasane.report.Text;
import dev.kasane.report.chart.Chart;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A page: what is said and shown, from top to bottom.
 *
 * @param name its file's name without {@code .html}: small letters, digits and hyphens
 * @param title its title
 * @param summary what it is about, in one or two sentences
 * @param blocks its parts
 */
public record Page(String name, Text title, Text summary, List<Block> blocks) {

  /** Keeps a copy of the blocks and checks the name. */
  public Page {
    blocks = List.copyOf(blocks);
    if (!name.matches("[a-z0-9][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "Page: expected a name of small letters, digits and hyphens, received '" + name + "'");
    }
  }

  /** A page to add blocks to. */
  public static Builder builder(String name, Text title, Text summary) {
    return new Builder(name, title, summary);
  }

  /** All tables of figures, also those in details: what a terminal shows of the page. */
  public List<Block.Figures> figures() {
    List<Block.Figures> found = new ArrayList<>();
    collect(blocks, found);
    return found;
  }

  private static void collect(List<Block> blocks, List<Block.Figures> found) {
    for (Block block : blocks) {
      if (block instanceof Block.Figures figures) {
        found.add(figures);
      } else if (block instanceof Block.Details details) {
        collect(details.blocks(), found);
      }
    }
  }

  /** Adds blocks to a page, one after the other. */
  public static final class Builder {

    private final String name;
    private final Text title;
    private final Text summary;
    private final List<Block> blocks = new ArrayList<>();

    private Builder(String name, Text title, Text summary) {
      this.name = name;
      this.title = title;
      this.summary = summary;
    }

    /** Adds any block. */
    public Builder add(Block block) {
      blocks.add(block);
      return this;
    }

    /** Adds a heading. */
    public Builder heading(String en, String ja) {
      return add(new Block.Heading(Text.of(en, ja)));
    }

    /** Adds a paragraph. */
    public Builder paragraph(String en, String ja) {
      return add(new Block.Paragraph(Text.of(en, ja)));
    }

    /** Adds points. */
    public Builder bullets(Text... items) {
      return add(new Block.Bullets(List.of(items)));
    }

    /** Adds a formula in plain characters. */
    public Builder formula(String text) {
      return add(new Block.Formula(text));
    }

    /** Adds something not to be overlooked. */
    public Builder note(String en, String ja) {
      return add(new Block.Note(Text.of(en, ja)));
    }

    /** Adds listings, beside each other where there is room. */
    public Builder code(Listing... listings) {
      return add(new Block.Code(List.of(listings)));
    }

    /** Adds a table of an article's figures beside ours. */
    public Builder figures(Text caption, List<Figure> rows) {
      return add(new Block.Figures(caption, rows));
    }

    /** Adds a table. */
    public Builder table(Text caption, List<Text> headings, List<List<Text>> rows) {
      return add(new Block.Table(caption, headings, rows));
    }

    /** Adds a chart with what is to be seen in it. */
    public Builder chart(Chart chart, String en, String ja) {
      return add(new Block.ChartFigure(chart, Text.of(en, ja)));
    }

    /** Adds small pictures beside each other. */
    public Builder pictures(Text caption, List<Picture> pictures) {
      return add(new Block.Pictures(caption, pictures));
    }

    /** Adds charts that are shown one after the other. */
    public Builder animation(List<? extends Chart> frames, Text caption, int milliseconds) {
      return add(new Block.Animation(new ArrayList<>(frames), caption, milliseconds));
    }

    /** Adds blocks that are shown when asked for. */
    public Builder details(Text summary, Consumer<Builder> content) {
      Builder inner = new Builder(name, title, summary);
      content.accept(inner);
      return add(new Block.Details(summary, inner.blocks));
    }

    /** The page. */
    public Page build() {
      return new Page(name, title, summary, blocks);
    }
  }
}
