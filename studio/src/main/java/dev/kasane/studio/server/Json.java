package dev.kasane.studio.server;

import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** JSON of requests and answers. */
final class Json {

  private static final int MAX_DEPTH = 32;

  private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build())
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .addModule(new SimpleModule()
          .addSerializer(double.class, new Doubles())
          .addSerializer(Double.class, new Doubles())
          .addSerializer(float.class, new Floats())
          .addSerializer(Float.class, new Floats())
          .addSerializer(double[].class, new DoubleArrays())
          .addSerializer(float[].class, new FloatArrays()))
      .build();

  private Json() {}

  static byte[] write(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  static <T> T read(byte[] body, Class<T> type) {
    T value;
    try {
      value = MAPPER.readValue(body, type);
    } catch (JacksonException e) {
      throw new RequestException(reason(e));
    }
    if (value == null) {
      throw new RequestException("The request's JSON is null, expected an object");
    }
    return value;
  }

  /** What is wrong, without the names of classes that Jackson's own words have. */
  private static String reason(JacksonException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof RequestException || cause instanceof IllegalArgumentException) {
        return Objects.requireNonNullElse(cause.getMessage(), "The request has a value that cannot be used");
      }
    }
    if (e instanceof StreamReadException) {
      return "The request's JSON cannot be read: " + e.getOriginalMessage();
    }
    String field = e.getPath().stream()
        .map(one -> one.getPropertyName() == null ? String.valueOf(one.getIndex()) : one.getPropertyName())
        .collect(Collectors.joining("."));
    if (e instanceof UnrecognizedPropertyException) {
      return "The request has the field '" + field + "', which is not known here";
    }
    return field.isEmpty()
        ? "The request's JSON is not what is expected here"
        : "The request's field '" + field + "' has a value that is not expected there";
  }

  private static void number(JsonGenerator json, double value) {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }

  private static void number(JsonGenerator json, float value) {
    if (Float.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }

  private static final class Doubles extends ValueSerializer<Double> {

    @Override
    public void serialize(Double value, JsonGenerator json, SerializationContext context) {
      number(json, value.doubleValue());
    }
  }

  private static final class Floats extends ValueSerializer<Float> {

    @Override
    public void serialize(Float value, JsonGenerator json, SerializationContext context) {
      number(json, value.floatValue());
    }
  }

  private static final class DoubleArrays extends ValueSerializer<double[]> {

    @Override
    public void serialize(double[] values, JsonGenerator json, SerializationContext context) {
      json.writeStartArray();
      for (double value : values) {
        number(json, value);
      }
      json.writeEndArray();
    }
  }

  private static final class FloatArrays extends ValueSerializer<float[]> {

    @Override
    public void serialize(float[] values, JsonGenerator json, SerializationContext context) {
      json.writeStartArray();
      for (float value : values) {
        number(json, value);
      }
      json.writeEndArray();
    }
  }
}
