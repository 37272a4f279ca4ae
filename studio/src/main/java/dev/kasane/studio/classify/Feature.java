package dev.kasane.studio.classify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What of a point the network is told. */
enum Feature {
  X("x"),
  Y("y"),
  X_SQUARED("x2"),
  Y_SQUARED("y2"),
  PRODUCT("xy"),
  SIN_X("sinx"),
  SIN_Y("siny");

  private final String word;

  Feature(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  double of(double x, double y) {
    return switch (this) {
      case X -> x;
      case Y -> y;
      case X_SQUARED -> x * x;
      case Y_SQUARED -> y * y;
      case PRODUCT -> x * y;
      case SIN_X -> Math.sin(x);
      case SIN_Y -> Math.sin(y);
    };
  }

  /** The features of these words: at least one, none twice. */
  static List<Feature> of(List<String> words) {
    List<Feature> features = new ArrayList<>();
    for (String each : words) {
      features.add(of(each));
    }
    if (features.isEmpty() || new HashSet<>(features).size() < features.size()) {
      throw new IllegalArgumentException(
          "Expected at least one feature and none twice, from " + words() + ", received " + words);
    }
    return List.copyOf(features);
  }

  private static Feature of(String word) {
    for (Feature feature : values()) {
      if (feature.word.equals(word)) {
        return feature;
      }
    }
    throw new IllegalArgumentException("Expected a feature from " + words() + ", received '" + word + "'");
  }

  private static List<String> words() {
    return List.of(values()).stream().map(Feature::word).toList();
  }
}
