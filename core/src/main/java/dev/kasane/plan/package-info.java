/**
 * From graph to something a processor can walk through: {@link dev.kasane.plan.Compiler} runs its passes and returns a
 * {@link dev.kasane.plan.Plan}, stages of steps over buffers whose places are known.
 *
 * <p>In data order: {@link dev.kasane.plan.Simplify} and {@link dev.kasane.plan.Lower} rewrite the graph, {@link
 * dev.kasane.plan.BatchAxis} finds what can be split along the batch, {@link dev.kasane.plan.LossSites} finds softmax
 * with cross entropy, {@link dev.kasane.plan.Fuse} groups element-wise nodes, {@link dev.kasane.plan.StepBuilder} turns
 * groups into steps, {@link dev.kasane.plan.Scheduler} orders them in stages, {@link dev.kasane.plan.MemoryPlan} places
 * the buffers.
 */
@NullMarked
package dev.kasane.plan;

import org.jspecify.annotations.NullMarked;
