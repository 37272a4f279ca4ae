/** Reading and writing the texts that ConvNetJS users have: JSON files and JavaScript object literals. */
@NullMarked
package dev.kasane.convnetjs.json;

import org.jspecify.annotations.NullMarked;
