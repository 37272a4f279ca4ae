package dev.kasane.convnetjs.deepqlearn;

/** What an eye sees. The order is that of the net's inputs. */
public enum Seen {
  /** A wall. */
  WALL,
  /** Good to eat. */
  APPLE,
  /** Bad to eat. */
  POISON,
  /** None of them within reach. */
  NOTHING
}
