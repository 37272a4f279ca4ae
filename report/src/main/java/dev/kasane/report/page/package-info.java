/** Pages as data: what is said and shown, without a word on how it is drawn. */
@NullMarked
package dev.kasane.report.page;

import org.jspecify.annotations.NullMarked;
