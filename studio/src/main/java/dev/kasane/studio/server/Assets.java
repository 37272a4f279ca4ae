package dev.kasane.studio.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The page's files. They are listed once, when the server starts; a request selects from that list by its path, so no
 * path from outside is ever used to open anything.
 */
final class Assets {

  private static final String FOLDER = "/dev/kasane/studio/page";
  private static final Map<String, String> TYPES = Map.of(
      "js", "text/javascript; charset=utf-8",
      "mjs", "text/javascript; charset=utf-8",
      "css", "text/css; charset=utf-8",
      "svg", "image/svg+xml",
      "csv", "text/csv; charset=utf-8");

  private final Map<String, URL> files = new HashMap<>();
  private final String index;

  Assets() {
    URL folder = Assets.class.getResource(FOLDER);
    if (folder == null) {
      throw new IllegalStateException("The studio's page is missing from its jar");
    }
    try {
      if (folder.openConnection() instanceof JarURLConnection connection) {
        // Opened by its path, it is nobody else's: two studios may start at a time.
        try (FileSystem jar = FileSystems.newFileSystem(Path.of(connection.getJarFileURL().toURI()))) {
          list(jar.getPath(FOLDER));
        }
      } else {
        list(Path.of(folder.toURI()));
      }
      index = new String(read(FOLDER + "/index.html"), StandardCharsets.UTF_8);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException("The studio's page cannot be read", e);
    }
  }

  private void list(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String path = "/" + folder.relativize(file).toString().replace('\\', '/');
        URL resource = Assets.class.getResource(FOLDER + path);
        if (resource != null && type(path) != null) {
          files.put(path, resource);
        }
      }
    }
  }

  private static byte[] read(String resource) throws IOException {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the studio's jar");
      }
      return in.readAllBytes();
    }
  }

  private static @Nullable String type(String path) {
    return TYPES.get(path.substring(path.lastIndexOf('.') + 1));
  }

  /** The page itself, whose one inline script, the map of its libraries, is allowed by a number used once. */
  byte[] index(String nonce) {
    return index.replace("${nonce}", nonce).getBytes(StandardCharsets.UTF_8);
  }

  /** A file of the page, or null. */
  @Nullable Reply find(String path) {
    URL file = files.get(path);
    String type = type(path);
    if (file == null || type == null) {
      return null;
    }
    try (InputStream in = file.openStream()) {
      return Reply.bytes(type, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("The studio's page cannot be read", e);
    }
  }
}
