package dev.kasane.convnetjs.magic;

/**
 * How a CSV file is read.
 *
 * @param label the label column's name, or its number from 0; -1 is the last, -2 the one before
 * @param separator between fields
 * @param header whether the first row has the columns' names
 * @param task what the label is
 */
public record TableOptions(String label, char separator, Header header, Task task) {

  /** Whether the first row has the columns' names. */
  public enum Header {
    /** It has if none of its fields is a number but some of a later row's are, or the label's name is among them. */
    GUESS,
    /** It has. */
    YES,
    /** It has not: columns are called 0, 1, 2 and so on. */
    NO
  }

  /** What the label is. */
  public enum Task {
    /** Classes if some label is no number, or there are few different whole ones; else numbers. */
    GUESS,
    /** Classes. */
    CLASSIFICATION,
    /** Numbers. */
    REGRESSION
  }

  /** Commas, and the rest guessed. */
  public static TableOptions label(String label) {
    return new TableOptions(label, ',', Header.GUESS, Task.GUESS);
  }
}
