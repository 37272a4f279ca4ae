package dev.kasane.backend.cpu.step;

import java.util.Arrays;

/**
 * The kernel of a convolution in groups too narrow for a vector: neighbouring groups become one, with zeros where a
 * channel and a filter belong to different groups. What the zeros cost is less than what half-empty vectors do. An
 * infinite or undefined number in one of these groups makes the others undefined.
 */
final class PackedGroups {

  private final int together;
  private final int taps;
  private final int inputs;
  private final int outputs;

  /** How many groups there are now. */
  final int count;

  /** Channels of each. */
  final int channels;

  /** Filters of each. */
  final int filters;

  /** Columns of its matrices: whole vectors if there is but one group. */
  final int columns;

  private PackedGroups(ConvGeometry g, int inputs, int outputs, int pitch, int lanes) {
    this.inputs = inputs;
    this.outputs = outputs;
    int wanted = 1;
    while (g.groups % wanted > 0 || wanted * outputs < lanes && wanted < g.groups) {
      wanted++;
    }
    together = wanted;
    count = g.groups / wanted;
    channels = g.groupChannels * wanted;
    filters = g.groupFilters * wanted;
    columns = count == 1 ? pitch : wanted * outputs;
    taps = g.window.height() * g.window.width();
  }

  /** For products with filters as columns. */
  static PackedGroups toFilters(ConvGeometry g, int lanes) {
    return new PackedGroups(g, g.groupChannels, g.groupFilters, g.yp, lanes);
  }

  /** For products with channels as columns: the kernel is transposed. */
  static PackedGroups toChannels(ConvGeometry g, int lanes) {
    return new PackedGroups(g, g.groupFilters, g.groupChannels, g.xp, lanes);
  }

  /** Floats of one tap of one group. */
  int tap() {
    return together * inputs * columns;
  }

  /** Floats of one group. */
  int group() {
    return taps * tap();
  }

  /** Floats of scratch it takes: groups, taps, rows, columns. */
  int floats() {
    return count * group();
  }

  /**
   * Packs a kernel.
   *
   * @param perTap distance of its taps
   * @param row distance of its rows
   * @param perGroup distance of its groups
   */
  void pack(float[] w, int wo, int perTap, int row, int perGroup, float[] packed, int at) {
    Arrays.fill(packed, at, at + floats(), 0f);
    for (int group = 0; group < count * together; group++) {
      for (int tap = 0; tap < taps; tap++) {
        for (int i = 0; i < inputs; i++) {
          System.arraycopy(
              w, wo + tap * perTap + i * row + group * perGroup, packed, at + place(group, tap, i), outputs);
        }
      }
    }
  }

  /** Adds what belongs to a kernel to it: of each packed group, the parts that are no zeros. */
  void addTo(float[] packed, int at, float[] w, int wo, int perTap, int row, int perGroup) {
    for (int group = 0; group < count * together; group++) {
      for (int tap = 0; tap < taps; tap++) {
        for (int i = 0; i < inputs; i++) {
          int from = at + place(group, tap, i);
          int to = wo + tap * perTap + i * row + group * perGroup;
          for (int j = 0; j < outputs; j++) {
            w[to + j] += packed[from + j];
          }
        }
      }
    }
  }

  private int place(int group, int tap, int i) {
    int within = group % together;
    return group / together * group() + tap * tap() + (within * inputs + i) * columns + within * outputs;
  }
}
