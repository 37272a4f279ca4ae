/** Steps of a plan bound to memory and kernels, one class per family. Nothing here allocates while it runs. */
@NullMarked
package dev.kasane.backend.cpu.step;

import org.jspecify.annotations.NullMarked;
