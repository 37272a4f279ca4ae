package dev.kasane.data.readers;

import dev.kasane.data.DataException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file, unpacked when it is gzip (told by its first bytes, not by its name). Memory grows with what is
 * really there, never with what a header claims.
 */
final class ByteSource implements AutoCloseable {

  /** Deflate cannot pack better than this: 258 bytes in 2 bits. */
  private static final long MOST_UNPACKED = 1032;

  private static final int GZIP_MAGIC = 0x1F8B;

  private final Path file;
  private final long fileSize;
  private final boolean packed;
  private final InputStream in;

  private ByteSource(Path file, long fileSize, boolean packed, InputStream in) {
    this.file = file;
    this.fileSize = fileSize;
    this.packed = packed;
    this.in = in;
  }

  static ByteSource open(Path file) {
    requireFile(file);
    InputStream raw = null;
    try {
      long size = Files.size(file);
      raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
      raw.mark(2);
      boolean packed = (raw.read() << 8 | raw.read()) == GZIP_MAGIC;
      raw.reset();
      return new ByteSource(file, size, packed, packed ? new GZIPInputStream(raw, 1 << 16) : raw);
    } catch (IOException e) {
      closeQuietly(raw);
      throw unreadable(file, e);
    }
  }

  /** Throws unless the file is there and a file. */
  static void requireFile(Path file) {
    if (Files.isRegularFile(file)) {
      return;
    }
    String received = Files.isDirectory(file) ? "a folder" : Files.exists(file) ? "a special file" : "nothing there";
    throw new DataException(file.toString(), "a file", received, "Check the path.");
  }

  boolean packed() {
    return packed;
  }

  Path file() {
    return file;
  }

  /**
   * The largest number of bytes that may follow what was read so far, if {@code consumed} bytes were: exact for a plain
   * file, a generous bound for a packed one.
   */
  long atMostAfter(long consumed) {
    return packed ? fileSize * MOST_UNPACKED : fileSize - consumed;
  }

  /** Up to {@code count} bytes; fewer when the source ends. */
  byte[] upTo(int count) {
    try {
      return in.readNBytes(count);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Whether all bytes have been read. */
  boolean atEnd() {
    try {
      return in.read() < 0;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** All the rest; refuses more than this machine can reasonably hold. */
  byte[] rest() {
    int limit = (int) Math.min(Integer.MAX_VALUE - 16, memoryLimit());
    byte[] all = upTo(limit);
    if (all.length == limit && !atEnd()) {
      throw new DataException(
          file.toString(), "at most " + limit + " bytes", "more", "Split the file, or give Java more memory (-Xmx).");
    }
    return all;
  }

  /** The most bytes that one dataset may take: half of the memory that Java may use. */
  static long memoryLimit() {
    return Runtime.getRuntime().maxMemory() / 2;
  }

  /** Throws when a dataset of so many bytes should not be held in memory. */
  static void requireMemory(String where, long bytes) {
    long limit = Math.min(Integer.MAX_VALUE - 16, memoryLimit());
    if (bytes > limit) {
      throw new DataException(
          where,
          "at most " + limit + " bytes of values",
          bytes + " bytes",
          "Use fewer or smaller samples, or give Java more memory (-Xmx).");
    }
  }

  @Override
  public void close() {
    closeQuietly(in);
  }

  private static void closeQuietly(@Nullable InputStream in) {
    try {
      if (in != null) {
        in.close();
      }
    } catch (IOException e) {
      // What was needed has been read; a failing close of an input loses nothing.
      return;
    }
  }

  static DataException unreadable(Path file, IOException e) {
    String where = file.toString();
    return switch (e) {
      case EOFException _ ->
          new DataException(
              where,
              "a complete gzip file",
              "one that breaks off",
              "Copy or download it again; the last try was cut short.",
              e);
      case ZipException _ ->
          new DataException(
              where,
              "a sound gzip file",
              "damaged data (" + e.getMessage() + ")",
              "Copy or download it again.",
              e);
      case AccessDeniedException _ ->
          new DataException(where, "a readable file", "access denied", "Change the file's permissions.", e);
      case NoSuchFileException _ -> new DataException(where, "a file", "nothing there", "Check the path.", e);
      default -> new DataException(where, "a readable file", String.valueOf(e.getMessage()), "Check the disk.", e);
    };
  }
}
