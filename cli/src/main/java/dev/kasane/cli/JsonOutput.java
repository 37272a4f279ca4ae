package dev.kasane.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Results as JSON for other programs. */
final class JsonOutput {

  private static final ObjectWriter LINE = JsonMapper.builder().build().writer();
  private static final ObjectWriter PRETTY = LINE.with(SerializationFeature.INDENT_OUTPUT);

  private final Map<String, Object> fields = new LinkedHashMap<>();

  /** Adds a field. Numbers that JSON cannot express, NaN and infinities, become null. */
  JsonOutput put(String name, Object value) {
    boolean missing = value instanceof Number number && !Double.isFinite(number.doubleValue());
    fields.put(name, missing ? null : value);
    return this;
  }

  /** The fields in order of their addition. */
  Map<String, Object> fields() {
    return fields;
  }

  /** The object on one line, without line end. */
  String line() {
    return LINE.writeValueAsString(fields);
  }

  /** The object on several lines, with line end. */
  String pretty() {
    return PRETTY.writeValueAsString(fields) + "\n";
  }
}
