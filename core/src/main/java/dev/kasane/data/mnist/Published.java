package dev.kasane.data.mnist;

/**
 * A file as mirrors publish it.
 *
 * @param name of the packed file, below a mirror's address
 * @param unpackedSize in bytes
 * @param sha256 of the unpacked file, in hexadecimal: the packed ones differ from mirror to mirror
 */
record Published(String name, int unpackedSize, String sha256) {

  /** The most bytes that the packed file can have: gzip adds little even to what it cannot pack. */
  long largest() {
    return (long) unpackedSize + unpackedSize / 1000 + 1024;
  }
}
