@NullMarked
package dev.kasane.studio.image;

import org.jspecify.annotations.NullMarked;
