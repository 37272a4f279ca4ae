/** Q-learning with a net: ConvNetJS's {@code Brain}, and the world of apples and poison in which it lives. */
@NullMarked
package dev.kasane.convnetjs.deepqlearn;

import org.jspecify.annotations.NullMarked;
