/**
 * Reads datasets and images from files. Files are taken to be hostile: what their headers declare is compared with what
 * is really there before memory is set aside for it.
 */
@NullMarked
package dev.kasane.data.readers;

import org.jspecify.annotations.NullMarked;
