package dev.kasane.lessons;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Source text of classes of this module. The build puts it beside the classes, so a page shows the code that ran and no
 * copy of it.
 */
public final class Sources {

  private Sources() {}

  /**
   * The file of a top-level class, without its package and imports.
   *
   * @throws IllegalArgumentException if the class has no source here
   */
  public static String of(Class<?> type) {
    String text = file(type);
    StringBuilder kept = new StringBuilder();
    boolean begun = false;
    for (String line : text.lines().toList()) {
      if (!begun && (line.isBlank() || line.startsWith("package ") || line.startsWith("import "))) {
        continue;
      }
      begun = true;
      kept.append(line).append('\n');
    }
    return kept.toString();
  }

  /**
   * Members of a class, each with its comment and without the class around them: methods, constructors, records and
   * fields by their names. Overloads all come.
   *
   * @throws IllegalArgumentException if the class has no source here or no member of a name
   */
  public static String members(Class<?> type, String... names) {
    List<String> lines = file(type).lines().toList();
    List<String> found = new ArrayList<>();
    for (String name : names) {
      int before = found.size();
      for (int i = 0; i < lines.size(); i++) {
        if (declares(lines.get(i), name)) {
          found.add(member(lines, i));
        }
      }
      if (found.size() == before) {
        throw new IllegalArgumentException(
            "Sources: expected a member " + name + " in " + type.getName() + ", found none");
      }
    }
    return String.join("\n", found);
  }

  /** Members are indented by two blanks; a name followed by a bracket, a type's name, or a field's name with "=". */
  private static boolean declares(String line, String name) {
    if (!line.startsWith("  ") || line.startsWith("   ") || line.startsWith("  @") || line.startsWith("  }")
        || line.startsWith("  /") || line.startsWith("  *")) {
      return false;
    }
    String quoted = Pattern.quote(name);
    return Pattern.compile("^  (?:[\\w.<>\\[\\]?,@ ]+ )?" + quoted + "\\(").matcher(line).find()
        || Pattern.compile("\\b(?:record|class|enum|interface) " + quoted + "\\b").matcher(line).find()
        || Pattern.compile("^  [\\w.<>\\[\\]?, ]+ " + quoted + "(?: =|;)").matcher(line).find();
  }

  private static String member(List<String> lines, int at) {
    int begin = at;
    while (begin > 0 && (lines.get(begin - 1).startsWith("  @") || isComment(lines.get(begin - 1)))) {
      begin--;
    }
    int end = at;
    while (!lines.get(end).equals("  }") && !(lines.get(end).endsWith(";") && !opens(lines, at, end))
        && !lines.get(end).endsWith("{}")) {
      end++;
    }
    StringBuilder text = new StringBuilder();
    for (int i = begin; i <= end; i++) {
      String line = lines.get(i);
      text.append(line.startsWith("  ") ? line.substring(2) : line).append('\n');
    }
    return text.toString();
  }

  private static boolean isComment(String line) {
    String text = line.strip();
    return line.startsWith("  ") && (text.startsWith("/**") || text.startsWith("* ") || text.startsWith("*/")
        || text.equals("*") || text.startsWith("//"));
  }

  /** Whether a block was opened between two lines: then only its closing bracket ends the member. */
  private static boolean opens(List<String> lines, int from, int to) {
    for (int i = from; i <= to; i++) {
      if (lines.get(i).endsWith("{")) {
        return true;
      }
    }
    return false;
  }

  private static String file(Class<?> type) {
    try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".java")) {
      if (in == null) {
        throw new IllegalArgumentException(
            "Sources: expected " + type.getSimpleName() + ".java beside the class " + type.getName()
                + ", found none; build with Maven, or put src/main/java on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
