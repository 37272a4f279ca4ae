package dev.kasane.report.page;

import dev.kasane.report.Text;
import dev.kasane.report.chart.Chart;
import java.util.List;

/** One part of a page. */
public sealed interface Block {

  /** A heading; the contents at the top of the page lists it. */
  record Heading(Text text) implements Block {}

  /** A paragraph. */
  record Paragraph(Text text) implements Block {}

  /** Points, each a paragraph of its own. */
  record Bullets(List<Text> items) implements Block {
    /** Keeps a copy. */
    public Bullets {
      items = List.copyOf(items);
    }
  }

  /** A formula, in plain characters. */
  record Formula(String text) implements Block {}

  /** One listing, or several beside each other where there is room. */
  record Code(List<Listing> listings) implements Block {
    /** Keeps a copy. */
    public Code {
      listings = List.copyOf(listings);
    }
  }

  /** An article's figures beside ours. Also shown in the terminal. */
  record Figures(Text caption, List<Figure> rows) implements Block {
    /** Keeps a copy. */
    public Figures {
      rows = List.copyOf(rows);
    }
  }

  /**
   * A table.
   *
   * @param caption what it shows
   * @param headings of the columns
   * @param rows cells, as many a row as there are headings; those that look like numbers are aligned to the right
   */
  record Table(Text caption, List<Text> headings, List<List<Text>> rows) implements Block {
    /** Keeps copies and checks the counts. */
    public Table {
      headings = List.copyOf(headings);
      rows = rows.stream().map(List::copyOf).toList();
      for (List<Text> row : rows) {
        if (row.size() != headings.size()) {
          throw new IllegalArgumentException(
              "Table: expected " + headings.size() + " cells in a row, received " + row.size());
        }
      }
    }
  }

  /** A chart with what is to be seen in it. */
  record ChartFigure(Chart chart, Text caption) implements Block {}

  /** Small pictures beside each other. */
  record Pictures(Text caption, List<Picture> pictures) implements Block {
    /** Keeps a copy. */
    public Pictures {
      pictures = List.copyOf(pictures);
    }
  }

  /**
   * Charts shown one after the other, as an animated GIF.
   *
   * @param frames of one kind, with the same axes
   * @param caption what changes
   * @param milliseconds how long each is shown
   */
  record Animation(List<Chart> frames, Text caption, int milliseconds) implements Block {
    /** Keeps a copy. */
    public Animation {
      frames = List.copyOf(frames);
    }
  }

  /** Something a learner should not overlook. */
  record Note(Text text) implements Block {}

  /** Blocks that are shown when asked for. */
  record Details(Text summary, List<Block> blocks) implements Block {
    /** Keeps a copy. */
    public Details {
      blocks = List.copyOf(blocks);
    }
  }
}
