package dev.kasane.data.mnist;

import dev.kasane.data.DataException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Web addresses below which the files of MNIST are published. */
final class Mirrors {

  private static final List<URI> PUBLIC =
      List.of(
          URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
          URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"),
          URI.create("https://yann.lecun.com/exdb/mnist/"));

  private Mirrors() {}

  /**
   * The mirrors that a setting names, separated by commas or spaces: the public ones if there is no setting, none if it
   * is empty.
   */
  static List<URI> from(@Nullable String setting) {
    if (setting == null) {
      return PUBLIC;
    }
    List<URI> mirrors = new ArrayList<>();
    for (String text : setting.strip().split("[,\\s]+", -1)) {
      if (!text.isEmpty()) {
        mirrors.add(parse(text));
      }
    }
    return mirrors;
  }

  private static URI parse(String text) {
    try {
      URI mirror = URI.create(text.endsWith("/") ? text : text + "/");
      if (mirror.getHost() != null && List.of("http", "https").contains(mirror.getScheme())) {
        return mirror;
      }
    } catch (IllegalArgumentException e) {
      // Reported below like any other text that is no web address.
    }
    throw new DataException(
        "KASANE_MNIST_MIRRORS",
        "web addresses that begin with http:// or https://",
        "\"" + text + "\"",
        "Correct the variable, or unset it to use the public mirrors.");
  }

  /**
   * Those mirrors whose machines answer within a time. All are tried at once, so that a machine without a net learns so
   * after one such time, not after one for each mirror; looking up a name alone can take long there.
   */
  static List<URI> reachable(List<URI> mirrors, Duration within) {
    long end = System.nanoTime() + within.toNanos();
    List<CompletableFuture<Boolean>> answers = new ArrayList<>();
    for (URI mirror : mirrors) {
      answers.add(CompletableFuture.supplyAsync(() -> answers(mirror, within), Thread::startVirtualThread));
    }
    List<URI> reachable = new ArrayList<>();
    for (int i = 0; i < mirrors.size(); i++) {
      if (get(answers.get(i), end - System.nanoTime())) {
        reachable.add(mirrors.get(i));
      }
    }
    return reachable;
  }

  private static boolean get(CompletableFuture<Boolean> answer, long nanos) {
    try {
      return answer.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean answers(URI mirror, Duration within) {
    ProxySelector proxies = ProxySelector.getDefault();
    if (proxies != null && !proxies.select(mirror).equals(List.of(Proxy.NO_PROXY))) {
      // Only the proxy can tell; the download finds out.
      return true;
    }
    int usual = mirror.getScheme().equals("https") ? 443 : 80;
    try (Socket socket = new Socket()) {
      int port = mirror.getPort() < 0 ? usual : mirror.getPort();
      socket.connect(new InetSocketAddress(mirror.getHost(), port), (int) within.toMillis());
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
