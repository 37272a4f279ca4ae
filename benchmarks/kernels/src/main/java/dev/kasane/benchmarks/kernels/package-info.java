/** The families of kernels one by one. */
@NullMarked
package dev.kasane.benchmarks.kernels;

import org.jspecify.annotations.NullMarked;
