package dev.kasane.train.files;

import dev.kasane.json.Json;
import dev.kasane.json.JsonException;
import dev.kasane.tensor.Shape;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON and back: {@code {"type":"Dense","units":10,...}}, one member for each component. Components may be
 * numbers, booleans, strings, shapes, enum constants, lists of these, other records, and null. Where the declared type
 * is an interface, {@code "type"} names the record. Only registered types and those declared by them are ever made, by
 * their canonical constructor, which checks their values: reading hostile text runs no other code.
 */
public final class RecordCodec {

  private static final String TYPE = "type";
  private static final String CONSTANT = "constant";

  private final Map<String, Class<?>> types = new LinkedHashMap<>();

  /**
   * A codec for these types.
   *
   * @param types records and enums, each of another simple name
   * @throws IllegalArgumentException if a type is neither, or two have the same simple name
   */
  public RecordCodec(Collection<? extends Class<?>> types) {
    for (Class<?> type : types) {
      if (!type.isRecord() && !type.isEnum()) {
        throw new IllegalArgumentException(
            "Model files can hold records and enums; " + type.getName() + " is neither. Make it a record.");
      }
      Class<?> other = this.types.putIfAbsent(type.getSimpleName(), type);
      if (other != null && other != type) {
        throw new IllegalArgumentException("Model files know a type by its simple name; " + type.getName() + " and "
            + other.getName() + " have the same. Rename one of them.");
      }
    }
  }

  // ---- writing ----

  /**
   * A record or enum constant as JSON.
   *
   * @param declared what the reader will ask for; the type is named only if it could be another one
   * @throws IllegalArgumentException if it holds what cannot be written, or its simple name means another type
   */
  public Json encode(Object value, Class<?> declared) {
    Class<?> type = value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    if (value instanceof Enum<?> constant && type == declared) {
      return Json.of(constant.name());
    }
    Map<String, Json> members = new LinkedHashMap<>();
    if (type != declared) {
      members.put(TYPE, Json.of(nameOf(type)));
    }
    if (value instanceof Enum<?> constant) {
      members.put(CONSTANT, Json.of(constant.name()));
      return new Json.Obj(members);
    }
    for (RecordComponent component : type.getRecordComponents()) {
      members.put(component.getName(), component(value, component));
    }
    return new Json.Obj(members);
  }

  private String nameOf(Class<?> type) {
    String name = type.getSimpleName();
    if (!(type.isRecord() || type.isEnum()) || name.isEmpty()) {
      throw new IllegalArgumentException(type.getName() + " cannot be saved: expected a record. "
          + "Write it as a record whose components are its settings.");
    }
    Class<?> known = types.getOrDefault(name, type);
    if (known != type) {
      throw new IllegalArgumentException(type.getName() + " cannot be saved: its simple name belongs to "
          + known.getName() + ". Rename the record.");
    }
    return name;
  }

  private Json component(Object owner, RecordComponent component) {
    try {
      component.getAccessor().trySetAccessible();
      return encodeValue(component.getAccessor().invoke(owner), component.getGenericType());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(owner.getClass().getName() + "." + component.getName()
          + " cannot be read; make the record public and its package exported, or open it to dev.kasane", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          owner.getClass().getSimpleName() + "." + component.getName() + ": " + e.getMessage(), e);
    }
  }

  private Json encodeValue(@Nullable Object value, Type declared) {
    return switch (value) {
      case null -> new Json.Null();
      case Boolean bool -> Json.of(bool.booleanValue());
      case Integer number -> Json.of(number.longValue());
      case Long number -> Json.of(number.longValue());
      // A float's own digits, so that they read 0.001 and come back with the same bits.
      case Float number ->
          Float.isFinite(number) ? new Json.Num(Float.toString(number)) : Json.of(number.doubleValue());
      case Double number -> Json.of(number.doubleValue());
      case String text -> Json.of(text);
      case Shape shape -> Json.array(IntStream.of(shape.dims()).mapToObj(Json::of).toList());
      case List<?> list -> {
        Type item = itemType(declared);
        yield Json.array(list.stream().map(each -> encodeValue(each, item)).toList());
      }
      default -> encode(value, declared instanceof Class<?> type ? type : Object.class);
    };
  }

  private static Type itemType(Type list) {
    return list instanceof ParameterizedType parameterized ? parameterized.getActualTypeArguments()[0] : Object.class;
  }

  // ---- reading ----

  /**
   * The record or enum constant that JSON describes.
   *
   * @param expected what it must be
   * @throws JsonException if the type is unknown or another, a component is missing, unknown or of the wrong kind, or
   *     the record refuses its values
   */
  public <T> T decode(Json json, Class<T> expected) {
    if (expected.isEnum()) {
      return expected.cast(constant(expected, json.string()));
    }
    Json.Obj object = json.object();
    if (expected.isRecord()) {
      return expected.cast(record(expected, object, 0));
    }
    String name = object.get(TYPE).string();
    Class<?> type = types.get(name);
    if (type == null) {
      throw new JsonException("unknown type '" + name + "'; expected a known " + expected.getSimpleName()
          + ". If it is a type of your own, name its class when loading");
    }
    if (!expected.isAssignableFrom(type)) {
      throw new JsonException("expected a " + expected.getSimpleName() + ", received type '" + name + "'");
    }
    return expected.cast(type.isEnum() ? constant(type, object.get(CONSTANT).string()) : record(type, object, 1));
  }

  private static Object constant(Class<?> type, String name) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new JsonException(type.getSimpleName() + " has no constant '" + name + "'");
  }

  private Object record(Class<?> type, Json.Obj object, int otherMembers) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] parameterTypes = new Class<?>[components.length];
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String name = components[i].getName();
      parameterTypes[i] = components[i].getType();
      try {
        values[i] = decodeValue(object.get(name), components[i].getType(), components[i].getGenericType());
      } catch (JsonException e) {
        throw new JsonException(type.getSimpleName() + "." + name + ": " + e.getMessage());
      }
    }
    if (object.members().size() != components.length + otherMembers) {
      throw new JsonException(type.getSimpleName() + ": expected the members "
          + List.of(components).stream().map(RecordComponent::getName).toList() + ", received "
          + object.members().keySet());
    }
    return construct(type, parameterTypes, values);
  }

  private static Object construct(Class<?> type, Class<?>[] parameterTypes, @Nullable Object[] values) {
    try {
      var constructor = type.getDeclaredConstructor(parameterTypes);
      constructor.trySetAccessible();
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new JsonException(type.getSimpleName() + " refuses these values: "
          + (cause instanceof NullPointerException ? "one that is needed is null" : cause.getMessage()));
    } catch (ReflectiveOperationException e) {
      throw new JsonException(type.getName() + " cannot be made; make the record public and its package exported, "
          + "or open it to dev.kasane (" + e.getMessage() + ")");
    }
  }

  private @Nullable Object decodeValue(Json json, Class<?> type, Type generic) {
    if (type == boolean.class || type == Boolean.class && !(json instanceof Json.Null)) {
      return json.bool();
    }
    if (type == int.class) {
      return json.integer(Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (type == long.class) {
      return json.integer();
    }
    if (type == double.class) {
      return json.number();
    }
    if (type == float.class) {
      return toFloat(json);
    }
    if (json instanceof Json.Null) {
      return null;
    }
    if (type == Integer.class) {
      return json.integer(Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (type == Long.class) {
      return json.integer();
    }
    if (type == Double.class) {
      return json.number();
    }
    if (type == Float.class) {
      return toFloat(json);
    }
    if (type == String.class) {
      return json.string();
    }
    if (type == Shape.class) {
      return Shape.of(json.items().stream().mapToInt(dim -> dim.integer(1, Integer.MAX_VALUE)).toArray());
    }
    return type == List.class ? list(json, generic) : decode(json, type);
  }

  private static float toFloat(Json json) {
    return json instanceof Json.Num(String literal) ? Float.parseFloat(literal) : (float) json.number();
  }

  private List<Object> list(Json json, Type generic) {
    if (!(itemType(generic) instanceof Class<?> item)) {
      throw new JsonException("lists of " + itemType(generic) + " cannot be read");
    }
    List<Object> items = new ArrayList<>();
    for (Json each : json.items()) {
      Object value = decodeValue(each, item, item);
      if (value == null) {
        throw new JsonException("a list must not hold null");
      }
      items.add(value);
    }
    return List.copyOf(items);
  }
}
