/** Random changes to images: {@link dev.kasane.data.Augmentation}s ready to use. */
@NullMarked
package dev.kasane.data.augment;

import org.jspecify.annotations.NullMarked;
