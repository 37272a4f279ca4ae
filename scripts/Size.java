import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Prints how large the code is: lines per package, the largest files and the largest methods. A line of code is neither
 * blank nor only a comment; a method's length is from its header to its closing brace. A measure to look at before a
 * piece of work is finished, no limit: exits with 0 whatever it finds.
 *
 * <p>Usage, from the repository's root: {@code java scripts/Size.java [ROOT]}.
 */
public final class Size {

  private static final int SHOWN = 5;

  private record SourceFile(Path path, String packageName, long code) {}

  private record Method(String name, Path file, long line, long lines) {}

  private Size() {}

  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments.length > 0 ? arguments[0] : ".").toAbsolutePath().normalize();
    if (!Files.isDirectory(root)) {
      System.err.println("Size: " + root + " is not a folder; give the repository's root");
      System.exit(2);
    }
    List<Path> main = sources(root, "main");
    List<Path> test = sources(root, "test");
    List<Method> methods = new ArrayList<>();
    List<SourceFile> files = parse(main, methods);
    List<SourceFile> testFiles = parse(test, new ArrayList<>());

    long code = sum(files);
    long testCode = sum(testFiles);
    System.out.printf("Main code %,d lines in %d files%n", code, files.size());
    System.out.printf("Tests     %,d lines in %d files%n", testCode, testFiles.size());

    System.out.printf("%nPackages%n");
    Map<String, List<SourceFile>> packages =
        files.stream().collect(Collectors.groupingBy(SourceFile::packageName, TreeMap::new, Collectors.toList()));
    packages.forEach((name, in) -> System.out.printf("%,8d  %-36s %3d files%n", sum(in), name, in.size()));

    System.out.printf("%nLargest files%n");
    largest(files, SourceFile::code)
        .forEach(file -> System.out.printf("%,8d  %s%n", file.code(), root.relativize(file.path())));

    System.out.printf("%nLargest methods%n");
    largest(methods, Method::lines)
        .forEach(
            method ->
                System.out.printf(
                    "%,8d  %s (%s:%d)%n",
                    method.lines(), method.name(), method.file().getFileName(), method.line()));
  }

  /** The Java files under each module's {@code src/KIND/java}. */
  private static List<Path> sources(Path root, String kind) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path module : modules.sorted().toList()) {
        Path folder = module.resolve("src").resolve(kind).resolve("java");
        if (Files.isDirectory(folder)) {
          try (Stream<Path> tree = Files.walk(folder)) {
            tree.filter(path -> path.toString().endsWith(".java")).sorted().forEach(found::add);
          }
        }
      }
    }
    return found;
  }

  private static List<SourceFile> parse(List<Path> paths, List<Method> methods) throws IOException {
    List<SourceFile> files = new ArrayList<>();
    if (paths.isEmpty()) {
      return files;
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask) compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(paths));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        Path path = Path.of(unit.getSourceFile().toUri());
        String packageName = unit.getPackageName() == null ? "(module)" : unit.getPackageName().toString();
        files.add(new SourceFile(path, packageName, codeLines(Files.readString(path))));
        new MethodScanner(unit, path, positions, methods).scan(unit, null);
      }
    }
    return files;
  }

  /** Lines that hold something besides blanks and comments. */
  private static long codeLines(String source) {
    return withoutComments(source).lines().filter(line -> !line.isBlank()).count();
  }

  /** The source without its comments, line breaks kept. Comment signs inside literals are no comments. */
  private static String withoutComments(String source) {
    StringBuilder code = new StringBuilder(source.length());
    int at = 0;
    while (at < source.length()) {
      if (source.startsWith("//", at)) {
        at = endOr(source, source.indexOf('\n', at));
      } else if (source.startsWith("/*", at)) {
        int end = endOr(source, source.indexOf("*/", at + 2) + 2);
        source.substring(at, end).chars().filter(c -> c == '\n').forEach(c -> code.append('\n'));
        at = end;
      } else {
        int end = literalEnd(source, at);
        code.append(source, at, end);
        at = end;
      }
    }
    return code.toString();
  }

  /** The end of the literal that begins here, or of the one character here. */
  private static int literalEnd(String source, int at) {
    String quote = source.startsWith("\"\"\"", at) ? "\"\"\"" : source.substring(at, at + 1);
    if (!quote.startsWith("\"") && !quote.equals("'")) {
      return at + 1;
    }
    int end = at + quote.length();
    while (end < source.length() && !source.startsWith(quote, end)) {
      end += source.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(source.length(), end + quote.length());
  }

  private static int endOr(String source, int found) {
    return found < 2 ? source.length() : found;
  }

  private static long sum(List<SourceFile> files) {
    return files.stream().mapToLong(SourceFile::code).sum();
  }

  private static <T> List<T> largest(List<T> all, ToLongFunction<T> size) {
    return all.stream().sorted(Comparator.comparingLong(size).reversed()).limit(SHOWN).toList();
  }

  /** Collects methods with a body, constructors included, under their class's name. */
  private static final class MethodScanner extends TreeScanner<Void, Void> {

    private final CompilationUnitTree unit;
    private final Path path;
    private final SourcePositions positions;
    private final List<Method> methods;
    private String className = "";

    MethodScanner(CompilationUnitTree unit, Path path, SourcePositions positions, List<Method> methods) {
      this.unit = unit;
      this.path = path;
      this.positions = positions;
      this.methods = methods;
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      String outer = className;
      if (!type.getSimpleName().isEmpty()) {
        className = outer.isEmpty() ? type.getSimpleName().toString() : outer + "." + type.getSimpleName();
      }
      super.visitClass(type, unused);
      className = outer;
      return null;
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      BlockTree body = method.getBody();
      if (body != null) {
        LineMap lines = unit.getLineMap();
        long first = lines.getLineNumber(positions.getStartPosition(unit, method));
        long last = lines.getLineNumber(positions.getEndPosition(unit, body));
        String name = method.getName().contentEquals("<init>") ? "constructor" : method.getName().toString();
        methods.add(new Method(className + "." + name, path, first, last - first + 1));
      }
      return super.visitMethod(method, unused);
    }
  }
}
