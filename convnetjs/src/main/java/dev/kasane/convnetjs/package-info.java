/**
 * ConvNetJS on the JVM: the names, options and files its users know.
 *
 * <p>Begin reading with {@link dev.kasane.convnetjs.Net} and {@link dev.kasane.convnetjs.Trainer}. A net is made of
 * {@link dev.kasane.convnetjs.LayerDefinition}s, which become {@link dev.kasane.convnetjs.layers.Layer}s; a trainer
 * hands samples to a {@link dev.kasane.convnetjs.TrainingEngine}. {@link dev.kasane.convnetjs.Mode} says whether the
 * library's defects are kept.
 */
@NullMarked
package dev.kasane.convnetjs;

import org.jspecify.annotations.NullMarked;
