package dev.kasane.studio.image;

import dev.kasane.data.ImageData;
import dev.kasane.data.mnist.Mnist;
import dev.kasane.studio.server.Reply;
import dev.kasane.studio.server.Request;
import dev.kasane.studio.server.RequestException;
import dev.kasane.studio.server.Routes;
import dev.kasane.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes images that people upload: a zip of folders, or IDX files one after the other. Thread-safe. */
final class UploadDesk {

  private static final List<String> PARTS = List.of("trainImages", "trainLabels", "testImages", "testLabels");
  private static final int MAX_CLASSES = 256;
  private static final int MAX_TITLE = 60;

  private final ImageLibrary library;

  /** The files of one set of IDX files, until it is complete. */
  private final Map<String, byte[]> waiting = new LinkedHashMap<>();

  UploadDesk(ImageLibrary library) {
    this.library = library;
  }

  private record Uploaded(String data) {}

  void routes(Routes routes) {
    routes.post("upload/zip", this::zip);
    routes.post("upload/idx", this::part);
    routes.post("upload/finish", this::finish);
  }

  private Reply zip(Request request) {
    int side = (int) request.number("side", 8, Uploads.MAX_SIDE, 32);
    int channels = (int) request.number("channels", 1, 3, 3);
    if (channels == 2) {
      throw new RequestException("Images have 1 channel (grey) or 3 (colour)");
    }
    byte[] bytes = request.bytes(Uploads.MAX_BYTES);
    ImageData data = Uploads.zip(bytes, Shape.of(side, side, channels));
    return Reply.json(new Uploaded(library.add(title(request.find("title")), data)));
  }

  private static String title(@Nullable String title) {
    String name = title == null ? "" : title.replaceAll("\\p{Cntrl}", "").strip();
    return name.isEmpty() ? "upload" : name.substring(0, Math.min(MAX_TITLE, name.length()));
  }

  private Reply part(Request request) {
    String part = request.text("part");
    if (!PARTS.contains(part)) {
      throw new RequestException("The part must be one of " + PARTS + ", received '" + part + "'");
    }
    byte[] bytes = request.bytes(Uploads.MAX_BYTES);
    synchronized (waiting) {
      waiting.put(part, bytes);
    }
    return Reply.done();
  }

  private record Finish(@Nullable String title, @Nullable List<String> classes) {}

  private Reply finish(Request request) {
    Finish asked = request.json(Finish.class);
    List<byte[]> files = new ArrayList<>();
    synchronized (waiting) {
      for (String part : PARTS) {
        byte[] file = waiting.get(part);
        if (file != null) {
          files.add(file);
        }
      }
      boolean complete = waiting.containsKey(PARTS.get(0)) && waiting.containsKey(PARTS.get(1))
          && waiting.containsKey(PARTS.get(2)) == waiting.containsKey(PARTS.get(3));
      waiting.clear();
      if (!complete) {
        throw new RequestException("Expected an image file and a label file to learn from, and perhaps both for "
            + "testing; received " + files.size() + " files");
      }
    }
    ImageData data = Uploads.idx(files, classes(asked.classes()));
    return Reply.json(new Uploaded(library.add(title(asked.title()), data)));
  }

  private static List<String> classes(@Nullable List<String> asked) {
    List<String> classes = new ArrayList<>();
    if (asked != null) {
      for (String name : asked) {
        if (name != null && !name.isBlank() && classes.size() < MAX_CLASSES) {
          classes.add(title(name));
        }
      }
    }
    return classes.isEmpty() ? Mnist.CLASSES : classes;
  }
}
