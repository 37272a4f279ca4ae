/** Tests of looking inside. */
@NullMarked
package dev.kasane.studio.inside;

import org.jspecify.annotations.NullMarked;
