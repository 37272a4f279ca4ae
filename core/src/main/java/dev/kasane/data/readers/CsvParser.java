package dev.kasane.data.readers;

import dev.kasane.data.DataException;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.List;

/** Splits text into records and fields by RFC 4180: quoted fields may hold separators, line breaks and "" for ". */
public final class CsvParser {

  /** A longer field is taken for a quote that was never closed. */
  private static final int LONGEST_FIELD = 1 << 20;

  private final String where;
  private final char separator;
  private final PushbackReader in;
  private long line = 1;
  private long begun = 1;

  /**
   * Reads from {@code in}, which the caller closes.
   *
   * @param where what to call it in messages, such as the file's name
   * @param separator between fields
   */
  public CsvParser(String where, char separator, Reader in) {
    this.where = where;
    this.separator = separator;
    this.in = new PushbackReader(in);
  }

  /** The line on which the last record began, from 1. */
  public long line() {
    return begun;
  }

  /**
   * Reads the next record's fields into a cleared list; false at the end. Blank lines are passed over.
   *
   * @throws DataException if a quote is not closed, or something follows a closing one
   */
  public boolean next(List<String> fields) throws IOException {
    fields.clear();
    int c = in.read();
    while (c == '\n' || c == '\r') {
      line += c == '\n' ? 1 : 0;
      c = in.read();
    }
    if (c < 0) {
      return false;
    }
    in.unread(c);
    begun = line;
    boolean more = true;
    while (more) {
      more = field(fields);
    }
    return true;
  }

  /** Reads one field; false when it was the record's last. */
  private boolean field(List<String> fields) throws IOException {
    StringBuilder text = new StringBuilder();
    int c = in.read();
    if (c == '"') {
      quoted(text);
      c = in.read();
      if (c != separator && c != '\n' && c != '\r' && c >= 0) {
        throw new DataException(
            where + ", line " + line,
            "a separator or the line's end behind a closing quote",
            "'" + (char) c + "'",
            "Write a quote within quotes twice.");
      }
    } else {
      while (c != separator && c != '\n' && c != '\r' && c >= 0) {
        append(text, (char) c, line);
        c = in.read();
      }
    }
    fields.add(text.toString());
    if (c == '\r') {
      int next = in.read();
      if (next != '\n' && next >= 0) {
        in.unread(next);
      }
    }
    line += c == '\n' || c == '\r' ? 1 : 0;
    return c == separator;
  }

  private void quoted(StringBuilder text) throws IOException {
    long opened = line;
    for (int c = in.read(); ; c = in.read()) {
      if (c == '"') {
        int next = in.read();
        if (next != '"') {
          if (next >= 0) {
            in.unread(next);
          }
          return;
        }
      }
      if (c < 0) {
        throw unclosed(opened);
      }
      line += c == '\n' ? 1 : 0;
      append(text, (char) c, opened);
    }
  }

  private void append(StringBuilder text, char c, long begun) {
    if (text.length() == LONGEST_FIELD) {
      throw unclosed(begun);
    }
    text.append(c);
  }

  private DataException unclosed(long opened) {
    return new DataException(
        where + ", line " + opened,
        "fields of at most " + LONGEST_FIELD + " characters, each opening quote closed",
        "a field without an end",
        "Close the quote, or check that this is a CSV file.");
  }
}
