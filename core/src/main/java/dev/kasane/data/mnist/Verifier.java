package dev.kasane.data.mnist;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/** Tells whether a file holds the very bytes that were published, packed with gzip or not. */
final class Verifier {

  private Verifier() {}

  /** Whether the contents, unpacked, have the size and the SHA-256 of {@code expected}. */
  static boolean isSound(Path file, Published expected) {
    MessageDigest digest = sha256();
    long size = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = unpacked(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        size += n;
        if (size > expected.unpackedSize()) {
          return false;
        }
        digest.update(buffer, 0, n);
      }
    } catch (IOException e) {
      return false;
    }
    return HexFormat.of().formatHex(digest.digest()).equals(expected.sha256());
  }

  private static InputStream unpacked(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file));
    try {
      raw.mark(1);
      // IDX begins with a zero byte, gzip does not.
      boolean plain = raw.read() == 0;
      raw.reset();
      return plain ? raw : new GZIPInputStream(raw, 1 << 16);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("each JDK has SHA-256", e);
    }
  }
}
