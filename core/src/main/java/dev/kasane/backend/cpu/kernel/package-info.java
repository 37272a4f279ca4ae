/**
 * Loops over {@code float[]} that do the arithmetic of the CPU backend. {@link
 * dev.kasane.backend.cpu.kernel.Kernels} has a scalar and a Vector API implementation, chosen once.
 */
@NullMarked
package dev.kasane.backend.cpu.kernel;

import org.jspecify.annotations.NullMarked;
