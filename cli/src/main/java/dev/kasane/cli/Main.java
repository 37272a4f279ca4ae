package dev.kasane.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the {@code kasane} command. */
@Command(
    name = "kasane",
    description = "Trains, evaluates and inspects neural networks.",
    version = "kasane 0.1.0-SNAPSHOT",
    mixinStandardHelpOptions = true)
public final class Main implements Runnable {

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** Runs the command that {@code args} name and exits with its status. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
