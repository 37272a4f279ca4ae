/** Tests of the room of the autoencoder. */
@NullMarked
package dev.kasane.studio.autoencoder;

import org.jspecify.annotations.NullMarked;
