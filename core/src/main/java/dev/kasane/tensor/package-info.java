/** Host-side values: {@link dev.kasane.tensor.Shape} and {@link dev.kasane.tensor.Tensor}. A leaf: depends on nothing else. */
@NullMarked
package dev.kasane.tensor;

import org.jspecify.annotations.NullMarked;
