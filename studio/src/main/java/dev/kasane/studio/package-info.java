/** The studio: a page on this machine on which networks are built, trained, looked into and used. */
@NullMarked
package dev.kasane.studio;

import org.jspecify.annotations.NullMarked;
