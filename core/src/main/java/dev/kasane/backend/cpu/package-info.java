/**
 * The CPU backend: {@link dev.kasane.backend.cpu.CpuBackend} compiles a graph to a plan, binds each step to kernels and
 * memory, and lets {@link dev.kasane.backend.cpu.Workers} walk through it.
 */
@NullMarked
package dev.kasane.backend.cpu;

import org.jspecify.annotations.NullMarked;
