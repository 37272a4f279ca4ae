package dev.kasane.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be told of the page's own files without a browser. */
class PageFilesTest {

  private static final Path PAGE =
      Path.of(System.getProperty("kasane.root", ".."), "studio/src/main/resources/dev/kasane/studio/page");
  private static final String QUOTED = "'(?:[^'\\\\\\n]|\\\\.)*'";
  private static final String TEXT = QUOTED + "(?:\\s*\\+\\s*" + QUOTED + ")*";
  /** {@code 'key': ['English', '日本語']}, each perhaps of several parts. */
  private static final Pattern PAIR =
      Pattern.compile("'([a-z][\\w.-]*)':\\s*\\[\\s*(" + TEXT + "),\\s*(" + TEXT + "),?\\s*\\]",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern KEY = Pattern.compile("^\\s*'([a-z][\\w-]*\\.[\\w.-]+)':", Pattern.CASE_INSENSITIVE);
  private static final Pattern USED = Pattern.compile("\\bt\\(\\s*'([^']+)'");
  private static final Pattern CHOSEN = Pattern.compile("\\bt\\([^()'`]*\\?\\s*'([^']+)'\\s*:\\s*'([^']+)'");
  private static final Pattern MADE = Pattern.compile("\\bt\\(\\s*`([\\w.-]*)\\$\\{");
  private static final Pattern JAPANESE = Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}\\p{IsHan}]");

  private static Map<Path, String> files(String... endings) throws IOException {
    Map<Path, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(PAGE)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        for (String ending : endings) {
          if (file.toString().endsWith(ending)) {
            files.put(PAGE.relativize(file), Files.readString(file));
          }
        }
      }
    }
    assertThat(files).hasSizeGreaterThan(2);
    return files;
  }

  @Test
  void everyTextIsThereInBothLanguages() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<Path, String> file : files(".js").entrySet()) {
      Matcher block = Pattern.compile("addTexts\\(\\{(.*?)\\n\\}\\);", Pattern.DOTALL).matcher(file.getValue());
      while (block.find()) {
        TreeSet<String> keys = new TreeSet<>();
        block.group(1).lines().forEach(line -> {
          Matcher key = KEY.matcher(line);
          if (key.find()) {
            keys.add(key.group(1));
          }
        });
        Matcher pair = PAIR.matcher(block.group(1));
        while (pair.find()) {
          keys.remove(pair.group(1));
          if (pair.group(2).length() < 3 || pair.group(3).length() < 3) {
            wrong.add(file.getKey() + ": " + pair.group(1) + " is empty in a language");
          } else if (JAPANESE.matcher(pair.group(2)).find() && !pair.group(1).equals("app.language")) {
            wrong.add(file.getKey() + ": " + pair.group(1) + " has Japanese in its English");
          }
        }
        keys.forEach(key -> wrong.add(file.getKey() + ": " + key + " is no pair of texts"));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyTextThatIsShownExists() throws IOException {
    Map<Path, String> files = files(".js");
    TreeSet<String> known = new TreeSet<>();
    for (String file : files.values()) {
      Matcher key = Pattern.compile("'([a-z][\\w-]*\\.[\\w.-]+)':\\s*\\[", Pattern.CASE_INSENSITIVE).matcher(file);
      while (key.find()) {
        known.add(key.group(1));
      }
    }
    Matcher room = Pattern.compile("\\{id: '(\\w+)'").matcher(files.get(Path.of("rooms/rooms.js")));
    while (room.find()) {
      known.add("room." + room.group(1));
    }
    List<String> missing = new ArrayList<>();
    for (Map.Entry<Path, String> file : files.entrySet()) {
      for (Pattern pattern : List.of(USED, CHOSEN)) {
        Matcher used = pattern.matcher(file.getValue());
        while (used.find()) {
          for (int i = 1; i <= used.groupCount(); i++) {
            String key = used.group(i);
            // Keys may be put together: t('search.' + name).
            boolean begins = file.getValue().startsWith("+", used.end() + (file.getValue().startsWith(" ", used.end())
                ? 1 : 0));
            boolean there = begins ? known.stream().anyMatch(one -> one.startsWith(key)) : known.contains(key);
            if (!there && !file.getKey().endsWith("texts.js")) {
              missing.add(file.getKey() + ": " + key);
            }
          }
        }
      }
      Matcher made = MADE.matcher(file.getValue());
      while (made.find()) {
        String prefix = made.group(1);
        if (known.stream().noneMatch(key -> key.startsWith(prefix))) {
          missing.add(file.getKey() + ": nothing begins with " + prefix);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /** Nothing is asked of another machine; names of XML namespaces and of licences are no requests. */
  @Test
  void noFileNamesAnOutsideAddress() throws IOException {
    List<String> found = new ArrayList<>();
    Pattern address = Pattern.compile("(?:https?:|wss?:|ftp:|['\"(]//)[^\\s'\"`)]*", Pattern.CASE_INSENSITIVE);
    for (Map.Entry<Path, String> file : files(".js", ".css", ".html", ".svg").entrySet()) {
      Matcher matcher = address.matcher(file.getValue());
      while (matcher.find()) {
        if (!matcher.group().equals("http://www.w3.org/2000/svg")) {
          found.add(file.getKey() + ": " + matcher.group());
        }
      }
    }
    assertThat(found).isEmpty();
  }

  /** What the page's security policy would refuse, found before somebody opens that room. */
  @Test
  void noFileNeedsWhatThePolicyRefuses() throws IOException {
    List<String> found = new ArrayList<>();
    Pattern refused = Pattern.compile("\\bstyle=\"|\\bon(?:click|input|change|load)=\"|\\beval\\(|new Function\\(|"
        + "setTimeout\\(\\s*['\"]|javascript:|document\\.write|unsafeHTML|innerHTML");
    for (Map.Entry<Path, String> file : files(".js", ".html").entrySet()) {
      Matcher matcher = refused.matcher(file.getValue());
      while (matcher.find()) {
        found.add(file.getKey() + ": " + matcher.group());
      }
    }
    assertThat(found).isEmpty();
  }

  /** Every module and style sheet that a file names is there. */
  @Test
  void everyFileThatIsNamedExists() throws IOException {
    List<String> missing = new ArrayList<>();
    Pattern named =
        Pattern.compile("(?:from\\s+|import\\s+|import\\(|href=)['\"](/(?!lib/)[^'\"]*\\.(?:js|css|svg))['\"]");
    for (Map.Entry<Path, String> file : files(".js", ".html").entrySet()) {
      Matcher matcher = named.matcher(file.getValue());
      while (matcher.find()) {
        // The comment at the top of the list of rooms shows how a line looks.
        if (!Files.isRegularFile(PAGE.resolve(matcher.group(1).substring(1)))) {
          missing.add(file.getKey() + ": " + matcher.group(1));
        }
      }
    }
    missing.removeIf(one -> one.startsWith("rooms/rooms.js: /rooms/regression/"));
    assertThat(missing).isEmpty();
  }
}
