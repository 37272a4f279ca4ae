package dev.kasane.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** What {@code kasane --version} prints: the program, the JDK and what the CPU backend computes with. */
final class Versions implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {
      "kasane " + program(),
      "JDK " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
      Backends.describeDefault(),
    };
  }

  /** The program's version; "development" when it does not run from a jar. */
  static String program() {
    @Nullable String version = Versions.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
