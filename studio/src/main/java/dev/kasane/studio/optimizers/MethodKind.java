package dev.kasane.studio.optimizers;

import dev.kasane.nn.optimizers.Adadelta;
import dev.kasane.nn.optimizers.Adagrad;
import dev.kasane.nn.optimizers.Adam;
import dev.kasane.nn.optimizers.AdamW;
import dev.kasane.nn.optimizers.Optimizer;
import dev.kasane.nn.optimizers.RmsProp;
import dev.kasane.nn.optimizers.Sgd;
import dev.kasane.nn.schedules.ConstantRate;
import dev.kasane.studio.server.RequestException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A method that can race: every optimizer there is, some in several forms, and what can be set. */
enum MethodKind {
  SGD("SGD", rate(0.01)),
  MOMENTUM("Momentum", rate(0.01), new Knob("momentum", 0.9, 1e-6, 0.9999)),
  NESTEROV("Nesterov", rate(0.01), new Knob("momentum", 0.9, 1e-6, 0.9999)),
  ADAGRAD("Adagrad", rate(0.01), new Knob("initial", 0, 0, 10), epsilon(1e-6)),
  ADADELTA("Adadelta", rate(1), rho(0.95), epsilon(1e-6)),
  RMSPROP("RMSProp", rate(0.001), rho(0.9), epsilon(1e-7)),
  RMSPROP_CENTERED("RMSProp centered", rate(0.001), rho(0.9), epsilon(1e-7)),
  ADAM("Adam", rate(0.001), beta("beta1", 0.9), beta("beta2", 0.999), epsilon(1e-7)),
  ADAMW("AdamW", rate(0.001), beta("beta1", 0.9), beta("beta2", 0.999), epsilon(1e-7), new Knob("decay", 0.004, 0, 1));

  private final String title;
  private final List<Knob> knobs;

  MethodKind(String title, Knob... knobs) {
    this.title = title;
    this.knobs = List.of(knobs);
  }

  /**
   * Something that can be set.
   *
   * @param name of it
   * @param value its default
   * @param low smallest
   * @param high largest
   */
  record Knob(String name, double value, double low, double high) {}

  private static Knob rate(double value) {
    return new Knob("rate", value, 0, 100);
  }

  private static Knob rho(double value) {
    return new Knob("rho", value, 0, 0.9999);
  }

  private static Knob beta(String name, double value) {
    return new Knob(name, value, 0, 0.99999);
  }

  private static Knob epsilon(double value) {
    return new Knob("epsilon", value, 1e-12, 1);
  }

  /** Its name in requests. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its name for people. */
  String title() {
    return title;
  }

  /** What can be set. */
  List<Knob> knobs() {
    return knobs;
  }

  static MethodKind of(String id) {
    return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst().orElseThrow(
        () -> new RequestException("There is no method '" + id + "'; there are "
            + Arrays.stream(values()).map(MethodKind::id).toList()));
  }

  /** All values, the given ones in the place of the defaults, checked. */
  Map<String, Double> complete(Map<String, Double> given) {
    Map<String, Double> all = new LinkedHashMap<>();
    for (Knob knob : knobs) {
      Double value = given.get(knob.name());
      double checked = value == null ? knob.value() : value;
      if (!(checked >= knob.low() && checked <= knob.high())) {
        throw new RequestException(title + ": " + knob.name() + " must be from " + knob.low() + " to " + knob.high()
            + ", received " + checked);
      }
      all.put(knob.name(), checked);
    }
    for (String name : given.keySet()) {
      if (!all.containsKey(name)) {
        throw new RequestException(title + " has no '" + name + "'; it has " + all.keySet());
      }
    }
    return all;
  }

  /** The optimizer with these values; see {@link #complete}. */
  Optimizer optimizer(Map<String, Double> values) {
    ConstantRate rate = new ConstantRate(of(values, "rate"));
    return switch (this) {
      case SGD -> new Sgd(rate, 0, false);
      case MOMENTUM -> new Sgd(rate, of(values, "momentum"), false);
      case NESTEROV -> new Sgd(rate, of(values, "momentum"), true);
      case ADAGRAD -> new Adagrad(rate, of(values, "initial"), of(values, "epsilon"));
      case ADADELTA -> new Adadelta(rate, of(values, "rho"), of(values, "epsilon"));
      case RMSPROP -> new RmsProp(rate, of(values, "rho"), 0, of(values, "epsilon"), false);
      case RMSPROP_CENTERED -> new RmsProp(rate, of(values, "rho"), 0, of(values, "epsilon"), true);
      case ADAM -> new Adam(rate, of(values, "beta1"), of(values, "beta2"), of(values, "epsilon"));
      case ADAMW -> new AdamW(
          rate, of(values, "beta1"), of(values, "beta2"), of(values, "epsilon"), of(values, "decay"));
    };
  }

  private static double of(Map<String, Double> values, String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The value '" + name + "' is missing");
    }
    return value;
  }
}
