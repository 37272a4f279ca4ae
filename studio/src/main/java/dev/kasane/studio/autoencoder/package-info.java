/** A room in which a network learns to describe a digit with two numbers. */
@NullMarked
package dev.kasane.studio.autoencoder;

import org.jspecify.annotations.NullMarked;
