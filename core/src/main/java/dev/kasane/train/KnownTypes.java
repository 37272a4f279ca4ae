package dev.kasane.train;

import dev.kasane.train.files.RecordCodec;
import java.util.ArrayList;
import java.util.List;

/** The library's records that a model file may name. */
final class KnownTypes {

  static final List<Class<?>> ALL = List.of();

  private KnownTypes() {}

  /** A codec for these and some more. */
  static RecordCodec codec(List<Class<?>> more) {
    List<Class<?>> types = new ArrayList<>(ALL);
    types.addAll(more);
    return new RecordCodec(types);
  }
}
