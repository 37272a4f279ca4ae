package dev.kasane.plan;

import java.util.Locale;
import java.util.stream.Collectors;

/** Prints a plan as a table: what each step reads and writes, how large, and how many floating-point operations. */
public final class PlanPrinter {

  private PlanPrinter() {}

  /** One line a step, grouped by stage, then the totals. */
  public static String print(Plan plan) {
    StringBuilder text = new StringBuilder();
    if (plan.stages().isEmpty()) {
      return text.append("interpreted: the graph is walked node by node\n").append(plan.graph()).toString();
    }
    for (int s = 0; s < plan.stages().size(); s++) {
      Stage stage = plan.stages().get(s);
      text.append("stage ").append(s + 1).append(": ").append(describe(plan, stage)).append('\n');
      for (int i = 0; i < stage.steps().size(); i++) {
        line(text, stage.steps().get(i), plan.kernels().isEmpty() ? "" : plan.kernels().get(s).get(i));
      }
    }
    text.append(
        String.format(
            Locale.ROOT,
            "total: %,d steps, %,d FLOPs, %s shared, %s per worker%n",
            plan.stages().stream().mapToInt(stage -> stage.steps().size()).sum(),
            plan.flops(),
            bytes(4L * plan.globalSize()),
            bytes(4L * plan.localSize() + 4L * plan.innerSize())));
    return text.toString();
  }

  private static String describe(Plan plan, Stage stage) {
    if (!stage.batch()) {
      return "once per run";
    }
    return "batch of " + plan.samples() + " in " + plan.pieces() + " pieces, " + stage.tileRows() + " samples at a time";
  }

  private static void line(StringBuilder text, Step step, String kernel) {
    String out = step.outputs().stream().map(Operand::toString).collect(Collectors.joining(", "));
    String in = step.inputs().stream().map(operand -> operand.buffer().toString()).collect(Collectors.joining(", "));
    long bytes = step.outputs().stream().mapToLong(operand -> 4L * operand.layout().size()).sum();
    text.append(
        String.format(
            Locale.ROOT, "  %-22s %-44s %9s %13s  %s%s%s%n",
            step.label(), out, bytes(bytes), step.flops() == 0 ? "" : String.format(Locale.ROOT, "%,d", step.flops()),
            in.isEmpty() ? "" : "<- " + in, step.scope().isEmpty() ? "" : "  [" + step.scope() + "]",
            kernel.isEmpty() ? "" : "  = " + kernel));
  }

  private static String bytes(long bytes) {
    if (bytes < 10_000) {
      return bytes + " B";
    }
    return bytes < 10_000_000
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
