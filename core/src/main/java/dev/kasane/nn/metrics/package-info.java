/** Metrics: what people read to judge a model. */
@NullMarked
package dev.kasane.nn.metrics;

import org.jspecify.annotations.NullMarked;
