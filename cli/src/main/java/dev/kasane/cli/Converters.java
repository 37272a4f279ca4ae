package dev.kasane.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Option values with their ranges. Messages complete "--epochs: ...". */
final class Converters {

  private Converters() {}

  /** A whole number of at least 1. */
  static final class AtLeastOne implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      try {
        int value = Integer.parseInt(text.strip());
        if (value >= 1) {
          return value;
        }
      } catch (NumberFormatException _) {
        // The message below says what was received.
      }
      throw bad("a whole number from 1 to " + Integer.MAX_VALUE, text);
    }
  }

  /** A number of threads: no more than a machine could have, so that a mistyped one does not exhaust memory. */
  static final class Threads implements ITypeConverter<Integer> {

    private static final int MOST = 1024;

    @Override
    public Integer convert(String text) {
      try {
        int value = Integer.parseInt(text.strip());
        if (value >= 1 && value <= MOST) {
          return value;
        }
      } catch (NumberFormatException _) {
        // The message below says what was received.
      }
      throw bad("a whole number from 1 to " + MOST, text);
    }
  }

  /** A port; 0 for any that is free. */
  static final class Port implements ITypeConverter<Integer> {

    private static final int MOST = 65_535;

    @Override
    public Integer convert(String text) {
      try {
        int value = Integer.parseInt(text.strip());
        if (value >= 0 && value <= MOST) {
          return value;
        }
      } catch (NumberFormatException _) {
        // The message below says what was received.
      }
      throw bad("a port from 0 (any that is free) to " + MOST, text);
    }
  }

  /** A whole number that selects the random numbers. */
  static final class Seed implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      try {
        return Long.parseLong(text.strip());
      } catch (NumberFormatException _) {
        throw bad("a whole number, such as 42", text);
      }
    }
  }

  /** A finite number above 0. */
  static final class Positive implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      try {
        double value = Double.parseDouble(text.strip());
        if (value > 0 && (float) value > 0 && Float.isFinite((float) value)) {
          return value;
        }
      } catch (NumberFormatException _) {
        // The message below says what was received.
      }
      throw bad("a number above 0, such as 0.001", text);
    }
  }

  /** A share of the samples, from 0 (none) to below 1. */
  static final class Share implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      try {
        double value = Double.parseDouble(text.strip());
        if (value >= 0 && value < 1) {
          return value;
        }
      } catch (NumberFormatException _) {
        // The message below says what was received.
      }
      throw bad("a share from 0 to below 1, such as 0.15 for 15 %", text);
    }
  }

  /** A share of right answers, above 0 and at most 1. */
  static final class Goal implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      try {
        double value = Double.parseDouble(text.strip());
        if (value > 0 && value <= 1) {
          return value;
        }
      } catch (NumberFormatException _) {
        // The message below says what was received.
      }
      throw bad("a share above 0 and at most 1, such as 0.99 for 99 %", text);
    }
  }

  /** A number of seconds. */
  static final class Seconds implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      try {
        double value = Double.parseDouble(text.strip());
        if (value > 0 && value <= 3600) {
          return value;
        }
      } catch (NumberFormatException _) {
        // The message below says what was received.
      }
      throw bad("seconds above 0 and at most 3600, such as 2.5", text);
    }
  }

  /** The name of a file or folder. */
  static final class PathName implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      if (text.isBlank()) {
        throw bad("a file or folder", text);
      }
      try {
        return Path.of(text);
      } catch (InvalidPathException e) {
        throw bad("a file or folder name", text);
      }
    }
  }

  private static TypeConversionException bad(String expected, String received) {
    return new TypeConversionException("expected " + expected + ", received '" + received + "'");
  }
}
