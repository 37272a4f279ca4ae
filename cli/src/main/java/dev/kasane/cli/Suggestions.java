package dev.kasane.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds what someone may have meant. */
final class Suggestions {

  private Suggestions() {}

  /** The names that are likely meant by a mistyped one, best first; few or none. */
  static List<String> forName(String typed, Collection<String> names) {
    record Candidate(String name, int distance) {}
    int allowed = Math.max(2, typed.length() / 3);
    List<Candidate> near = new ArrayList<>();
    for (String name : names) {
      boolean part = !typed.isEmpty() && (name.contains(typed) || typed.contains(name));
      int distance = part ? 1 : distance(typed, name);
      if (distance <= allowed) {
        near.add(new Candidate(name, distance));
      }
    }
    near.sort(Comparator.comparingInt(Candidate::distance));
    return near.stream().map(Candidate::name).limit(3).toList();
  }

  /** " Did you mean a or b?" or, when nothing is near, an empty text. */
  static String sentence(String typed, Collection<String> names) {
    List<String> near = forName(typed, names);
    return near.isEmpty() ? "" : " Did you mean " + String.join(" or ", near) + "?";
  }

  /** Levenshtein's edit distance. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
