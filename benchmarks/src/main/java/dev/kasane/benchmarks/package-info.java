/** The workloads by which Kasane is measured, and what measures them. Begin with {@code Benchmark}. */
@NullMarked
package dev.kasane.benchmarks;

import org.jspecify.annotations.NullMarked;
