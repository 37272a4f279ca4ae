/**
 * The definition of right: plain loops in {@code double} over the graph as it was built, one class per family of
 * operations. Never optimised. Every other backend is compared with it.
 */
@NullMarked
package dev.kasane.backend.reference;

import org.jspecify.annotations.NullMarked;
