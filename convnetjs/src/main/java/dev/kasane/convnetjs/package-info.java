/** ConvNetJS on the JVM: the names, options and files its users know, computed by Kasane's engine. */
@NullMarked
package dev.kasane.convnetjs;

import org.jspecify.annotations.NullMarked;
