/** The MNIST digits: from files, from the cache, from the net, or, when nothing can be reached, drawn instead. */
@NullMarked
package dev.kasane.data.mnist;

import org.jspecify.annotations.NullMarked;
