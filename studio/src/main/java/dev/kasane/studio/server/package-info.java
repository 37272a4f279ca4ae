/** The web server of the studio: who is let in, what is served, and how rooms answer. */
@NullMarked
package dev.kasane.studio.server;

import org.jspecify.annotations.NullMarked;
