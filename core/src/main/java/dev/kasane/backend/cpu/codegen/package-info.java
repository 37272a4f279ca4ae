/**
 * Kernels written for one shape: class files made when a plan is bound, with every size and distance a constant, loaded
 * as hidden classes. They give the same bits as the kernels of {@code dev.kasane.backend.cpu.kernel}, but for {@link
 * dev.kasane.backend.cpu.codegen.ScatterRow}, which adds the products of a convolution's input gradient in an order of
 * its own.
 */
@NullMarked
package dev.kasane.backend.cpu.codegen;

import org.jspecify.annotations.NullMarked;
