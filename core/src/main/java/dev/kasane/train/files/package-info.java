/**
 * Files: tensors with metadata in a safetensors container, records as JSON, and replacing a file as a whole. Knows
 * nothing of models.
 */
@NullMarked
package dev.kasane.train.files;

import org.jspecify.annotations.NullMarked;
