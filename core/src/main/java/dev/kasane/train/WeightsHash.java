package dev.kasane.train;

import dev.kasane.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** SHA-256 over weights: for each path in order, path, shape and the bits of the values, little-endian. */
final class WeightsHash {

  private WeightsHash() {}

  static String of(Map<String, Tensor> weights) {
    MessageDigest digest = sha256();
    new TreeMap<>(weights)
        .forEach((path, tensor) -> {
          digest.update((path + " " + tensor.shape() + "\n").getBytes(StandardCharsets.UTF_8));
          ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * tensor.size()).order(ByteOrder.LITTLE_ENDIAN);
          bytes.asFloatBuffer().put(tensor.data());
          digest.update(bytes);
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Each Java platform has SHA-256", e);
    }
  }
}
