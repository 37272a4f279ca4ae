package dev.kasane.sweep;

import java.util.List;

/** Something with settings that can be run and measured. Runs happen side by side: each must keep to one thread. */
public interface Experiment {

  /** What recipes call it: small letters, digits and hyphens. */
  String name();

  /** What it is, in a few words. */
  String about();

  /** Its settings with their defaults. */
  List<Setting> settings();

  /** What it measures; the first is what a sweep goes by unless a recipe says otherwise. */
  List<Metric> metrics();

  /** How many steps a run with these settings makes: the last step it reports. Steps count from 1. */
  long steps(Settings settings);

  /**
   * Runs once. The same settings and seed give the same reports, on any thread and beside any other run.
   *
   * @param reporter to be told all metrics now and then, and at the last step
   */
  void run(Settings settings, long seed, Reporter reporter);
}
