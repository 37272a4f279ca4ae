package dev.kasane.studio.run;

/** What a run is doing. */
public enum RunState {
  /** Nothing has been trained yet. */
  READY,
  /** It trains. */
  RUNNING,
  /** It waits between two steps, and its model may be used. */
  PAUSED,
  /** A person or a callback has ended it before its last epoch. */
  STOPPED,
  /** It has done all its epochs. */
  FINISHED,
  /** An error has ended it. */
  FAILED
}
