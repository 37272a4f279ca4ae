package dev.kasane.data.readers;

import java.nio.ByteBuffer;

/** The element types of the IDX format. */
public enum IdxType {
  /** 0 to 255. */
  UNSIGNED_BYTE(0x08, 1),
  /** -128 to 127. */
  SIGNED_BYTE(0x09, 1),
  /** 16 bits, signed, big-endian. */
  SHORT(0x0B, 2),
  /** 32 bits, signed, big-endian. */
  INT(0x0C, 4),
  /** 32 bits, IEEE 754, big-endian. */
  FLOAT(0x0D, 4),
  /** 64 bits, IEEE 754, big-endian. */
  DOUBLE(0x0E, 8);

  private final int code;
  private final int bytes;

  IdxType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** The number that stands for this type in the third byte of a file. */
  public int code() {
    return code;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** One element as a float, the nearest there is. */
  float value(ByteBuffer data, int index) {
    return switch (this) {
      case UNSIGNED_BYTE -> data.get(index) & 0xFF;
      case SIGNED_BYTE -> data.get(index);
      case SHORT -> data.getShort(2 * index);
      case INT -> data.getInt(4 * index);
      case FLOAT -> data.getFloat(4 * index);
      case DOUBLE -> (float) data.getDouble(8 * index);
    };
  }
}
