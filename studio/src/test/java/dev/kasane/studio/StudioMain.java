package dev.kasane.studio;

import java.nio.file.Path;

/** Starts a studio for a person to try: arguments are port and data folder. */
final class StudioMain {

  private StudioMain() {}

  public static void main(String[] args) {
    Studio studio = Studio.start(new StudioOptions(
        args.length > 0 ? Integer.parseInt(args[0]) : 0, args.length > 1 ? Path.of(args[1]) : null, 0));
    System.out.println(studio.url());
  }
}
