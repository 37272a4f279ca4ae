package dev.kasane.convnetjs;

/** Crops and flips volumes to get more training samples out of few. */
public final class Augment {

  private Augment() {}

  /** A square at a random place, in {@link Mode#CORRECT}, with other random numbers in each run. */
  public static Vol augment(Vol v, int crop) {
    return augment(v, crop, Mode.CORRECT, Rand.unseeded());
  }

  /** A square at a random place, flipped or not, in {@link Mode#CORRECT}. */
  public static Vol augment(Vol v, int crop, boolean fliplr, Rand rand) {
    Vol cropped = augment(v, crop, Mode.CORRECT, rand);
    return fliplr ? flip(cropped) : cropped;
  }

  /**
   * A square at a random place.
   *
   * @param crop its side; what lies outside of the volume is 0
   * @param mode {@link Mode#CORRECT} draws every place where the square lies inside, or, if it is larger, where the
   *     volume lies inside the square. ConvNetJS never draws the last one: of 28 to 24 the offsets 0 to 3
   */
  public static Vol augment(Vol v, int crop, Mode mode, Rand rand) {
    int dx = offset(v.sx() - crop, mode, rand);
    int dy = offset(v.sy() - crop, mode, rand);
    return augment(v, crop, dx, dy, false, mode);
  }

  /** A square that begins at column dx and row dy, in {@link Mode#CORRECT}. */
  public static Vol augment(Vol v, int crop, int dx, int dy, boolean fliplr) {
    return augment(v, crop, dx, dy, fliplr, Mode.CORRECT);
  }

  /**
   * A square that begins at column dx and row dy.
   *
   * @param fliplr whether left and right change places
   * @param mode ConvNetJS returns {@code v} itself if {@code crop} is its width and dx and dy are 0, also when its
   *     height is another; {@link Mode#CORRECT} always makes a new square volume
   */
  public static Vol augment(Vol v, int crop, int dx, int dy, boolean fliplr, Mode mode) {
    if (crop < 1) {
      throw new ConvNetException("augment: crop: expected a whole number from 1, received " + crop);
    }
    boolean same = mode.faithful() && crop == v.sx() && dx == 0 && dy == 0;
    Vol cropped = same ? v : crop(v, crop, dx, dy);
    return fliplr ? flip(cropped) : cropped;
  }

  private static Vol crop(Vol v, int crop, int dx, int dy) {
    Vol out = new Vol(crop, crop, v.depth(), 0.0);
    for (int y = Math.max(0, -dy); y < crop && y + dy < v.sy(); y++) {
      for (int x = Math.max(0, -dx); x < crop && x + dx < v.sx(); x++) {
        int from = (v.sx() * (y + dy) + x + dx) * v.depth();
        System.arraycopy(v.w(), from, out.w(), (crop * y + x) * v.depth(), v.depth());
      }
    }
    return out;
  }

  private static Vol flip(Vol v) {
    Vol out = v.cloneAndZero();
    for (int y = 0; y < v.sy(); y++) {
      for (int x = 0; x < v.sx(); x++) {
        int from = (v.sx() * y + v.sx() - x - 1) * v.depth();
        System.arraycopy(v.w(), from, out.w(), (v.sx() * y + x) * v.depth(), v.depth());
      }
    }
    return out;
  }

  private static int offset(int room, Mode mode, Rand rand) {
    if (mode.faithful()) {
      return rand.randi(0, room);
    }
    return room >= 0 ? rand.randi(0, room + 1.0) : -rand.randi(0, 1.0 - room);
  }
}
