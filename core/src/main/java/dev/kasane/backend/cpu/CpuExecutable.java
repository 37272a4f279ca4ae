package dev.kasane.backend.cpu;

import dev.kasane.backend.BatchReader;
import dev.kasane.backend.Executable;
import dev.kasane.backend.cpu.codegen.WarmUp;
import dev.kasane.backend.cpu.kernel.KernelProvider;
import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.backend.cpu.step.BoundStep;
import dev.kasane.backend.cpu.step.Frame;
import dev.kasane.backend.cpu.step.Memory;
import dev.kasane.backend.cpu.step.StepBinder;
import dev.kasane.backend.cpu.step.Transfer;
import dev.kasane.graph.Op;
import dev.kasane.plan.Buffer;
import dev.kasane.plan.Layout;
import dev.kasane.plan.Plan;
import dev.kasane.plan.Stage;
import dev.kasane.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A plan bound to memory and kernels. */
final class CpuExecutable implements Executable {

  /** A value that is handed in or out. */
  private record Port(Layout layout, float[] array, int offset) {}

  private final Plan plan;
  private final Workers workers;
  private final Map<String, Port> inputs = new LinkedHashMap<>();
  private final Map<String, Port> outputs = new LinkedHashMap<>();
  private final Map<Buffer, float[]> own = new HashMap<>();
  private final Frame[] frames;
  private final BatchInputs batch;

  /** Reads the whole batch, where a stage that does not walk over it reads from it first; else null. */
  private final @Nullable StageTask loading;

  private final StageTask[] stages;

  CpuExecutable(Plan plan, CpuVariables variables, Kernels kernels, Workers workers) {
    this.workers = workers;
    for (Buffer buffer : plan.buffers()) {
      allocate(buffer, variables);
    }
    Memory memory = new Memory(new float[plan.globalSize()], own::get);
    plan.outputs()
        .forEach(
            (name, operand) ->
                outputs.put(
                    name, new Port(operand.layout(), memory.array(operand.buffer()), Memory.offset(operand.buffer()))));
    StepBinder binder = new StepBinder(memory, kernels, plan.samples(), plan.pieces());
    batch = batchInputs(plan);
    int walk = firstWalk(plan);
    List<StageTask> tasks = new ArrayList<>();
    List<List<String>> names = new ArrayList<>();
    int scratch = 0;
    int registers = 0;
    frames = new Frame[workers.threads()];
    for (Stage stage : plan.stages()) {
      BoundStep[] steps = stage.steps().stream().map(binder::bind).toArray(BoundStep[]::new);
      for (BoundStep step : steps) {
        scratch = Math.max(scratch, step.scratchFloats());
        registers = Math.max(registers, step.registers());
      }
      prepare(plan, stage, steps);
      names.add(Arrays.stream(steps).map(BoundStep::kernel).toList());
      BatchInputs read = tasks.size() == walk ? batch : null;
      tasks.add(stage.batch() ? new BatchTask(plan, stage, steps, frames, read) : new ChunkTask(steps, frames));
    }
    loading = walk < 0 ? loading(plan) : null;
    for (int i = 0; i < frames.length; i++) {
      frames[i] = new Frame(plan.localSize(), plan.innerSize(), scratch, registers);
    }
    stages = tasks.toArray(StageTask[]::new);
    this.plan = plan.withKernels(names);
    if (KernelProvider.generates()) {
      WarmUp.run(plan.flops());
    }
  }

  private BatchInputs batchInputs(Plan plan) {
    List<Port> ports = plan.graph().batchInputs().stream().map(name -> port(inputs, "input", name)).toList();
    return new BatchInputs(ports.stream().map(Port::layout).toList(), ports.stream().map(Port::array).toList());
  }

  /** The walk over the batch that may read samples as it goes; −1 if samples are wanted before. */
  private static int firstWalk(Plan plan) {
    for (int s = 0; s < plan.stages().size(); s++) {
      Stage stage = plan.stages().get(s);
      if (stage.batch()) {
        return s;
      }
      boolean wanted =
          stage.steps().stream()
              .flatMap(step -> step.inputs().stream())
              .anyMatch(in -> in.buffer().space() == Buffer.Space.INPUT && in.buffer().samples() > 0);
      if (wanted) {
        return -1;
      }
    }
    return -1;
  }

  private StageTask loading(Plan plan) {
    int rows = Math.max(1, Math.ceilDiv(plan.samples(), plan.pieces()));
    return new BatchTask(plan, new Stage(true, List.of(), rows), new BoundStep[0], frames, batch);
  }

  /** Tells steps how many units they will be given at once. */
  private static void prepare(Plan plan, Stage stage, BoundStep[] steps) {
    for (BoundStep step : steps) {
      if (stage.batch()) {
        for (int piece = 0; piece < plan.pieces(); piece++) {
          int samples = plan.pieceStart(piece + 1) - plan.pieceStart(piece);
          step.prepare(Math.min(samples, stage.tileRows()));
          if (samples > stage.tileRows() && samples % stage.tileRows() > 0) {
            step.prepare(samples % stage.tileRows());
          }
        }
      } else {
        step.prepare(Math.min(step.units(), step.unitsPerChunk()));
        if (step.units() > step.unitsPerChunk() && step.units() % step.unitsPerChunk() > 0) {
          step.prepare(step.units() % step.unitsPerChunk());
        }
      }
    }
  }

  private void allocate(Buffer buffer, CpuVariables variables) {
    if (buffer.source() == null) {
      return;
    }
    Layout layout = buffer.layout();
    switch (buffer.source().op()) {
      case Op.Input input -> {
        float[] array = new float[layout.size()];
        own.put(buffer, array);
        inputs.put(input.name(), new Port(layout, array, 0));
      }
      case Op.Variable variable -> own.put(buffer, variables.array(variable.path(), variable.shape()));
      case Op.Constant constant -> {
        float[] array = new float[layout.size()];
        Transfer.write(layout, array, 0, constant.value().data(), 0);
        own.put(buffer, array);
      }
      default -> throw new IllegalStateException("no memory of its own: " + buffer.source());
    }
  }

  @Override
  public void write(String input, float[] values, int offset) {
    Port port = port(inputs, "input", input);
    if (offset < 0 || values.length - offset < port.layout.shape().size()) {
      throw new IllegalArgumentException(
          "Input '" + input + "' of shape " + port.layout.shape() + " needs " + port.layout.shape().size()
              + " values from position " + offset + ", the array has " + values.length);
    }
    Transfer.write(port.layout, port.array, port.offset, values, offset);
  }

  @Override
  public void write(String input, float value) {
    Port port = port(inputs, "input", input);
    if (port.layout.shape().size() != 1) {
      throw new IllegalArgumentException(
          "Input '" + input + "' has shape " + port.layout.shape() + " and was given a single number");
    }
    port.array[port.offset] = value;
  }

  @Override
  public void run(long step, BatchReader reader) {
    batch.from(reader);
    try {
      if (loading != null) {
        workers.run(loading, loading.pieces());
      }
      run(step);
    } finally {
      batch.from(null);
    }
  }

  @Override
  public void run(long step) {
    for (Frame frame : frames) {
      frame.begin(step);
    }
    for (StageTask stage : stages) {
      workers.run(stage, stage.pieces());
    }
  }

  @Override
  public void read(String output, float[] into, int offset) {
    Port port = port(outputs, "output", output);
    if (offset < 0 || into.length - offset < port.layout.shape().size()) {
      throw new IllegalArgumentException(
          "Output '" + output + "' of shape " + port.layout.shape() + " needs room for " + port.layout.shape().size()
              + " values from position " + offset + ", the array has " + into.length);
    }
    Transfer.read(port.layout, port.array, port.offset, into, offset);
  }

  @Override
  public float read(String output) {
    Port port = port(outputs, "output", output);
    if (port.layout.shape().size() != 1) {
      throw new IllegalArgumentException(
          "Output '" + output + "' has shape " + port.layout.shape() + " and was read as a single number");
    }
    return port.array[port.offset];
  }

  @Override
  public Shape shape(String name) {
    Port port = inputs.get(name);
    return (port != null ? port : port(outputs, "input or output", name)).layout.shape();
  }

  @Override
  public Plan plan() {
    return plan;
  }

  private static Port port(Map<String, Port> ports, String what, String name) {
    Port port = ports.get(name);
    if (port == null) {
      throw new IllegalArgumentException("No " + what + " '" + name + "'; there are " + ports.keySet());
    }
    return port;
  }

  /** What a stage hands to the workers. */
  interface StageTask extends Workers.Task {
    /** Into how many pieces it is divided. */
    int pieces();
  }
}
