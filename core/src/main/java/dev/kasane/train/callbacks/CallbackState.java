package dev.kasane.train.callbacks;

import dev.kasane.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a callback keeps in a checkpoint: numbers, texts and tensors by key. */
public final class CallbackState {

  private final Map<String, Double> numbers = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /** Keeps a number, bit for bit. */
  public void put(String key, double number) {
    numbers.put(key, number);
  }

  /** Keeps a text. */
  public void put(String key, String text) {
    texts.put(key, text);
  }

  /** Keeps a tensor. */
  public void put(String key, Tensor tensor) {
    tensors.put(key, tensor);
  }

  /** A number, or {@code otherwise} if none was kept. */
  public double number(String key, double otherwise) {
    return numbers.getOrDefault(key, otherwise);
  }

  /** A text, or null if none was kept. */
  public @Nullable String text(String key) {
    return texts.get(key);
  }

  /** All numbers. */
  public Map<String, Double> numbers() {
    return Collections.unmodifiableMap(numbers);
  }

  /** All texts. */
  public Map<String, String> texts() {
    return Collections.unmodifiableMap(texts);
  }

  /** All tensors. */
  public Map<String, Tensor> tensors() {
    return Collections.unmodifiableMap(tensors);
  }
}
