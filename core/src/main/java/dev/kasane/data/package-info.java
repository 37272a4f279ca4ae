/**
 * Samples and how they are fed to training: {@link dev.kasane.data.Dataset}, its in-memory forms and views, and
 * {@link dev.kasane.data.Batches}, which shuffles, augments and packs them. Depends on {@code tensor} only.
 */
@NullMarked
package dev.kasane.data;

import org.jspecify.annotations.NullMarked;
