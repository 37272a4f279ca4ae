/**
 * What executes graphs: {@link dev.kasane.backend.Backend} prepares a graph, the {@link
 * dev.kasane.backend.Executable} runs it, {@link dev.kasane.backend.Variables} keep state between runs.
 */
@NullMarked
package dev.kasane.backend;

import org.jspecify.annotations.NullMarked;
