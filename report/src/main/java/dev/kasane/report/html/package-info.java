/** Pages as HTML files that need nothing else. */
@NullMarked
package dev.kasane.report.html;

import org.jspecify.annotations.NullMarked;
