@NullMarked
package dev.kasane.studio.run;

import org.jspecify.annotations.NullMarked;
