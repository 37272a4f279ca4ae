package dev.kasane.graph;

import dev.kasane.autodiff.Gradients;
import dev.kasane.graph.OpCase.Values;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A graph that nobody would think of: operations picked at random, with a loss, its derivatives and updates of all
 * variables. Values stay moderate. Functions with a jump get arguments that do not sit on it.
 */
public final class RandomGraph {

  private static final int LARGEST = 2000;

  private final SplittableRandom random;
  private final Graph graph = new Graph();
  private final Map<String, float[]> inputs = new LinkedHashMap<>();
  private final Map<String, Tensor> variables = new LinkedHashMap<>();
  private final List<Node> pool = new ArrayList<>();
  private final int samples;

  private RandomGraph(long seed) {
    random = new SplittableRandom(seed);
    samples = pick(1, 2, 3, 5, 6, 13);
    leaves();
    int size = random.nextInt(3, 40);
    for (int i = 0; i < size; i++) {
      grow();
    }
    finish();
  }

  /** The graph of a seed. */
  public static RandomGraph of(long seed) {
    return new RandomGraph(seed);
  }

  /** The graph. */
  public Graph graph() {
    return graph;
  }

  /** What to write to each input. */
  public Map<String, float[]> inputs() {
    return inputs;
  }

  /** What each variable begins with. */
  public Map<String, Tensor> variables() {
    return variables;
  }

  private void leaves() {
    int c = pick(1, 3, 4, 7, 8, 9);
    pool.add(batchInput(Shape.of(samples, c)));
    pool.add(random.nextBoolean()
        ? batchInput(Shape.of(samples, random.nextInt(1, 8), random.nextInt(3, 8), pick(1, 2, 5, 8)))
        : batchInput(Shape.of(samples, random.nextInt(1, 4), c)));
    pool.add(variable(Shape.of(c)));
    if (random.nextBoolean()) {
      pool.add(variable(Shape.of(samples, c)));
      pool.add(variable(Shape.of(c)));
    }
    if (random.nextBoolean()) {
      pool.add(input(Shape.SCALAR));
    }
    if (random.nextBoolean()) {
      pool.add(graph.add(new Op.RandomUniform(random.nextLong(), Shape.of(samples, c), random.nextBoolean())));
    }
    if (random.nextBoolean()) {
      pool.add(graph.constant(Tensor.of(Shape.of(1, c), draw(Values.ANY, c))));
    }
  }

  private void grow() {
    Node x = pool.get(random.nextInt(pool.size()));
    Node y;
    try {
      y = apply(random.nextInt(23), x);
    } catch (ShapeException unfitting) {
      return;
    }
    if (y.shape().size() <= LARGEST) {
      pool.add(y);
    }
  }

  private Node apply(int choice, Node x) {
    Shape shape = x.shape();
    int rank = shape.rank();
    return switch (choice) {
      case 0, 1 -> smooth(x);
      case 2 -> Ops.relu(Ops.add(x, 0.123));
      case 3 -> Ops.add(x, other());
      case 4 -> Ops.tanh(Ops.mul(x, other()));
      case 5 -> Ops.sub(other(), x);
      case 6 -> Ops.max(Ops.add(x, 0.0625), other());
      case 7 -> Ops.select(Ops.greater(Ops.sin(Ops.add(x, 0.7)), 0.1), x, other());
      case 8 -> Ops.reshape(x, reshaped(shape));
      case 9 -> Ops.transpose(x, permutation(rank));
      case 10 -> rank == 0 ? Ops.neg(x) : Ops.concat(random.nextInt(rank), List.of(x, concatPartner(x)));
      case 11 -> slice(x);
      case 12 -> Ops.pad(x, paddings(rank), paddings(rank), random.nextBoolean() ? 0 : 0.5f);
      case 13 -> Ops.mul(Ops.reduce(ReduceFunction.SUM, x, random.nextBoolean(), axes(rank)), 0.3);
      case 14 -> Ops.reduce(ReduceFunction.MAX, x, random.nextBoolean(), axes(rank));
      case 15 -> rank == 0 ? Ops.square(x) : random.nextBoolean() ? Ops.softmax(x) : Ops.logSoftmax(x);
      case 16 -> Ops.tanh(matMul(x));
      case 17 -> rank == 4 ? conv(x) : Ops.broadcastTo(x, shape.prepend(random.nextInt(1, 4)));
      case 18 -> rank == 4 ? pool(x) : Ops.meanKeepDims(x, axes(rank));
      case 19 -> Ops.gather(variable(Shape.of(5, pick(1, 3, 8))), indices());
      case 20 -> Ops.oneHot(indices(), pick(1, 5, 9));
      case 21 -> conv(images());
      case 22 -> pool(images());
      default -> throw new IllegalStateException("choice " + choice);
    };
  }

  private Node smooth(Node x) {
    UnaryFunction[] choices = {
      UnaryFunction.TANH, UnaryFunction.SIGMOID, UnaryFunction.SIN, UnaryFunction.COS, UnaryFunction.NEG,
      UnaryFunction.SOFTPLUS, UnaryFunction.ERF
    };
    return Ops.unary(choices[random.nextInt(choices.length)], x);
  }

  /** The latest value that can be taken for images, or one that cannot. */
  private Node images() {
    return pool.reversed().stream().filter(node -> node.shape().rank() == 4).findFirst().orElse(pool.getFirst());
  }

  private Node other() {
    return pool.get(random.nextInt(pool.size()));
  }

  /** Two neighbouring axes become one, or one becomes two. */
  private Shape reshaped(Shape shape) {
    List<Integer> dims = new ArrayList<>(IntStream.of(shape.dims()).boxed().toList());
    if (dims.size() >= 2 && (dims.size() == 5 || random.nextBoolean())) {
      int axis = random.nextInt(dims.size() - 1);
      dims.set(axis, dims.get(axis) * dims.remove(axis + 1));
    } else if (!dims.isEmpty()) {
      int axis = random.nextInt(dims.size());
      int factor = dims.get(axis) % 2 == 0 ? 2 : dims.get(axis) % 3 == 0 ? 3 : 1;
      dims.set(axis, dims.get(axis) / factor);
      dims.add(random.nextBoolean() ? axis : axis + 1, factor);
    }
    return Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
  }

  private int[] permutation(int rank) {
    int[] order = IntStream.range(0, rank).toArray();
    for (int i = rank - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  private Node concatPartner(Node x) {
    return random.nextBoolean() ? smooth(x) : other();
  }

  private Node slice(Node x) {
    List<Integer> starts = new ArrayList<>();
    int[] dims = x.shape().dims();
    for (int i = 0; i < dims.length; i++) {
      int start = random.nextInt(3) == 0 ? random.nextInt(dims[i]) : 0;
      starts.add(start);
      dims[i] = random.nextInt(3) == 0 ? random.nextInt(1, dims[i] - start + 1) : dims[i] - start;
    }
    return Ops.slice(x, starts, Shape.of(dims));
  }

  private List<Integer> paddings(int rank) {
    return IntStream.range(0, rank).map(axis -> random.nextInt(3) == 0 ? random.nextInt(3) : 0).boxed().toList();
  }

  private int[] axes(int rank) {
    int[] axes = IntStream.range(0, rank).filter(axis -> random.nextBoolean()).toArray();
    return axes.length > 0 || rank == 0 ? axes : new int[] {random.nextInt(rank)};
  }

  private Node matMul(Node x) {
    boolean left = random.nextBoolean();
    boolean right = random.nextBoolean();
    if (x.shape().rank() != 2 || random.nextInt(3) == 0) {
      return Ops.matMul(x, random.nextBoolean() ? x : other(), left, right);
    }
    int k = x.shape().dim(left ? 0 : 1);
    int n = pick(1, 3, 8, 9);
    return Ops.matMul(x, variable(right ? Shape.of(n, k) : Shape.of(k, n)), left, right);
  }

  private Node conv(Node x) {
    int c = x.shape().last();
    int groups = c % 2 == 0 && random.nextBoolean() ? 2 : 1;
    Window2d window = window();
    Node kernel = variable(Shape.of(window.height(), window.width(), c / groups, pick(2, 4, 8, 10)));
    return Ops.tanh(Ops.conv2d(x, kernel, window, groups));
  }

  private Node pool(Node x) {
    return switch (random.nextInt(3)) {
      case 0 -> Ops.maxPool2d(x, window());
      case 1 -> Ops.avgPool2d(x, window(), true);
      default -> Ops.avgPool2d(x, window(), false);
    };
  }

  private Window2d window() {
    return new Window2d(
        random.nextInt(1, 4), random.nextInt(1, 4), random.nextInt(1, 3), random.nextInt(1, 3), random.nextInt(1, 3), 1,
        random.nextInt(2), random.nextInt(2), random.nextInt(2), random.nextInt(2));
  }

  /** Sums of some values as the loss. Its derivatives move the variables; some become a value of the same shape. */
  private void finish() {
    Node loss = graph.constant(0);
    for (int i = 0; i < 3; i++) {
      Node y = pool.get(Math.max(0, pool.size() - 1 - random.nextInt(4)));
      graph.output("y" + i, y);
      loss = Ops.add(loss, Ops.mean(Ops.sin(y)));
    }
    graph.output("loss", loss);
    List<Node> wrt = new ArrayList<>(graph.variables().values());
    wrt.add(graph.inputs().values().iterator().next());
    List<Node> gradients = Gradients.of(loss, wrt);
    graph.output("gradient", gradients.getLast());
    for (int i = 0; i < wrt.size() - 1; i++) {
      Node moved = Ops.sub(wrt.get(i), Ops.mul(gradients.get(i), 0.1));
      graph.update(wrt.get(i), random.nextInt(3) == 0 ? sameShape(wrt.get(i)) : moved);
    }
  }

  /** Any value of the same shape: a variable, an input, something computed. */
  private Node sameShape(Node variable) {
    List<Node> choices = pool.stream().filter(node -> node.shape().equals(variable.shape())).toList();
    return choices.isEmpty() ? Ops.neg(variable) : choices.get(random.nextInt(choices.size()));
  }

  private Node batchInput(Shape shape) {
    inputs.put("x" + inputs.size(), draw(Values.ANY, shape.size()));
    return graph.batchInput("x" + (inputs.size() - 1), shape);
  }

  private Node input(Shape shape) {
    inputs.put("x" + inputs.size(), draw(Values.ANY, shape.size()));
    return graph.input("x" + (inputs.size() - 1), shape);
  }

  private Node indices() {
    Shape shape = random.nextBoolean() ? Shape.of(samples) : Shape.of(samples, 2);
    inputs.put("x" + inputs.size(), draw(Values.INDEX, shape.size()));
    return graph.batchInput("x" + (inputs.size() - 1), shape);
  }

  private Node variable(Shape shape) {
    String path = "v" + variables.size();
    variables.put(path, Tensor.of(shape, draw(Values.ANY, shape.size())));
    return graph.variable(path, shape);
  }

  private float[] draw(Values values, int count) {
    return values.draw(count, random.split());
  }

  private int pick(int... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
