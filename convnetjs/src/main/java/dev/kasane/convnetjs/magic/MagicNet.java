package dev.kasane.convnetjs.magic;

import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.LayerDefinition;
import dev.kasane.convnetjs.Layers;
import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Rand;
import dev.kasane.convnetjs.Target;
import dev.kasane.convnetjs.Vol;
import dev.kasane.convnetjs.json.JsonView;
import dev.kasane.tensor.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tries many small nets on a table and lets the best answer together. Either {@link #step} by step as ConvNetJS does it, or
 * {@link #run} a whole batch of candidates, on several threads; in {@link Mode#CORRECT} both give the
 * same nets for the same seed, at any number of threads.
 */
public final class MagicNet {

  private static final DoubleConsumer NOBODY = share -> {};

  private final MagicNetOptions options;
  private final List<Vol> data;
  private final List<Target> targets;
  private final @Nullable LayerDefinition loss;
  private final Rand rand;
  private final List<Fold> folds;
  private List<Candidate> candidates = new ArrayList<>();
  private final List<Candidate> evaluated = new ArrayList<>();
  private List<Net> loaded = List.of();
  private Runnable onFinishFold = () -> {};
  private Runnable onFinishBatch = () -> {};
  private DoubleConsumer progress = NOBODY;
  private Consumer<double[]> onEvaluation = scores -> {};
  private int evaluations;
  private int batch;
  private int fold;
  private long iteration;
  private long drawn;

  /** A search for a classifier with ConvNetJS's defaults. */
  public MagicNet(List<Vol> data, int[] labels) {
    this(data, labels, MagicNetOptions.defaults());
  }

  /** A search for a classifier with options as a text such as {@code {num_candidates: 20}}. */
  public MagicNet(List<Vol> data, int[] labels, String options) {
    this(data, labels, MagicNetOptions.parse(options));
  }

  /**
   * A search for a classifier.
   *
   * @param data inputs, all of one length
   * @param labels a class for each, counted from 0
   * @throws ConvNetException if there are fewer than two samples, or they do not go together
   */
  public MagicNet(List<Vol> data, int[] labels, MagicNetOptions options) {
    this(data, Arrays.stream(labels).mapToObj(Target::label).toList(), softmax(labels, options), options);
  }

  /**
   * A search for a regression.
   *
   * @param data inputs, all of one length
   * @param values what should be answered to each, all of one length
   * @throws ConvNetException if there are fewer than two samples, or they do not go together
   */
  public MagicNet(List<Vol> data, double[][] values, MagicNetOptions options) {
    this(data, Arrays.stream(values).map(Target::values).toList(), regression(values), options);
  }

  private MagicNet(List<Vol> data, List<Target> targets, LayerDefinition loss, MagicNetOptions options) {
    this.options = options;
    this.loss = loss;
    this.targets = targets;
    this.data = flattened(data, targets.size(), options);
    rand = Rand.seeded(CounterRandom.stream(options.seed(), "magic"));
    folds =
        options.partition()
            ? Fold.partition(data.size(), options.numFolds(), rand)
            : Fold.random(data.size(), options.numFolds(), options.trainRatio(), rand);
    for (Fold each : folds) {
      if (each.train().length == 0 || each.test().length == 0) {
        throw new ConvNetException("MagicNet: expected samples to train with and to judge by in each fold, received "
            + each.train().length + " and " + each.test().length + ": use fewer folds or another train_ratio");
      }
    }
    sampleCandidates();
  }

  private MagicNet(List<Net> nets, MagicNetOptions options) {
    this.options = options;
    loss = null;
    data = List.of();
    targets = List.of();
    folds = List.of();
    rand = Rand.seeded(0);
    loaded = nets;
  }

  private static LayerDefinition softmax(int[] labels, MagicNetOptions options) {
    if (labels.length == 0) {
      throw new ConvNetException("MagicNet: expected labels, received none");
    }
    int distinct = (int) Arrays.stream(labels).distinct().count();
    int highest = Arrays.stream(labels).max().orElse(0);
    if (Arrays.stream(labels).min().orElse(0) < 0) {
      throw new ConvNetException("MagicNet: labels: expected classes from 0, received "
          + Arrays.stream(labels).min().orElse(0));
    }
    // ConvNetJS counts distinct labels, and answers nonsense if there are gaps between them
    return Layers.softmax(options.mode().faithful() ? distinct : highest + 1);
  }

  private static LayerDefinition regression(double[][] values) {
    if (values.length == 0 || values[0].length == 0) {
      throw new ConvNetException("MagicNet: expected values, received none");
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i].length != values[0].length) {
        throw new ConvNetException("MagicNet: values: expected " + values[0].length + " numbers for each sample, received "
            + values[i].length + " for sample " + i);
      }
    }
    return Layers.regression(values[0].length);
  }

  private static List<Vol> flattened(List<Vol> data, int targets, MagicNetOptions options) {
    if (data.size() < 2 || data.size() != targets) {
      throw new ConvNetException("MagicNet: expected at least two samples and a label for each, received " + data.size()
          + " samples and " + targets + " labels");
    }
    int length = data.getFirst().length();
    List<Vol> flat = new ArrayList<>(data.size());
    for (Vol each : data) {
      if (each.length() != length && !options.mode().faithful()) {
        throw new ConvNetException("MagicNet: data: expected " + length + " numbers in each sample, received "
            + each.length() + " in sample " + flat.size());
      }
      flat.add(Vol.wrap(1, 1, each.length(), each.w()));
    }
    return flat;
  }

  private void sampleCandidates() {
    candidates = new ArrayList<>();
    for (int i = 0; i < options.numCandidates(); i++) {
      candidates.add(Candidate.draw(options, data.getFirst().length(), Objects.requireNonNull(loss), rand, weights()));
    }
  }

  /** Random numbers of one net: its own, so that nets may be trained at the same time; in the faithful modes all share. */
  private Rand weights() {
    return options.mode().faithful() ? rand : Rand.seeded(CounterRandom.at(CounterRandom.stream(options.seed(), "net"), drawn++));
  }

  // ---- searching ----

  /** Says what is to happen when all candidates were judged by a fold. */
  public void onFinishFold(Runnable listener) {
    onFinishFold = listener;
  }

  /** Says what is to happen when a batch of candidates was judged by all folds. */
  public void onFinishBatch(Runnable listener) {
    onFinishBatch = listener;
  }

  /** Who hears, from several threads one after the other, which share of a {@link #run} is done: 0 to 1. */
  public void onProgress(DoubleConsumer listener) {
    progress = listener;
  }

  /**
   * Says what is to happen with the candidates' scores in the current fold, several times while {@link #run} trains them
   * on it; the last time is just before {@link #onFinishFold}. In the faithful modes it never happens.
   *
   * @param perFold how often, from 1; at most once in a step
   * @param listener gets a score for each candidate, as {@link #evalValErrors} gives them
   */
  public void onEvaluation(int perFold, Consumer<double[]> listener) {
    if (perFold < 1) {
      throw new ConvNetException("MagicNet: expected at least one evaluation in each fold, received " + perFold);
    }
    evaluations = perFold;
    onEvaluation = listener;
  }

  /** One random sample of the current fold for every candidate. */
  public void step() {
    requireData();
    int[] train = folds.get(fold).train();
    int k = options.mode().faithful() ? train[rand.randi(0, train.length)] : sample(train, iteration);
    for (Candidate candidate : candidates) {
      candidate.trainer().train(data.get(k), targets.get(k));
    }
    iteration++;
    if (iteration >= (long) options.numEpochs() * train.length) {
      finishFold();
    }
  }

  /**
   * Goes on to the end of the current batch of candidates.
   *
   * @throws ConvNetException if the thread is interrupted; the nets answer, but the search cannot go on
   */
  public MagicNet run() {
    requireData();
    int now = batch;
    if (options.mode().faithful()) {
      while (batch == now) {
        step();
        progress.accept(done());
      }
      return this;
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(options.threads())) {
      while (batch == now) {
        long steps = (long) options.numEpochs() * folds.get(fold).train().length;
        int parts = (int) Math.min(Math.max(1, evaluations), steps);
        for (int part = 0; part < parts; part++) {
          long from = iteration;
          long to = Math.max(from, steps / parts * (part + 1) + steps % parts * (part + 1) / parts);
          double share = (double) (to - from) / steps;
          all(pool, candidates, (double) from / steps, share, candidate -> train(candidate, from, to));
          iteration = to;
          if (evaluations > 0) {
            onEvaluation.accept(evalValErrors());
          }
        }
        finishFold(pool);
      }
    }
    return this;
  }

  private double done() {
    long steps = (long) options.numEpochs() * folds.get(fold).train().length;
    return (fold + (double) iteration / steps) / folds.size();
  }

  private void train(Candidate candidate, long from, long to) {
    int[] train = folds.get(fold).train();
    for (long i = from; i < to && goesOn(); i++) {
      int k = sample(train, i);
      candidate.trainer().train(data.get(k), targets.get(k));
    }
  }

  /** Whether nobody wants the search to end. */
  private static boolean goesOn() {
    return !Thread.currentThread().isInterrupted();
  }

  /** The sample of a step: the same for all candidates and on any thread. */
  private int sample(int[] train, long step) {
    long key = CounterRandom.at(CounterRandom.stream(options.seed(), "samples"), (long) batch * folds.size() + fold);
    return train[(int) (((CounterRandom.bits(key, step) >>> 11) * 0x1p-53) * train.length)];
  }

  private interface Work {
    void on(Candidate candidate);
  }

  /** Does something with candidates: a share of what is done with them in a fold, after another share was done. */
  private void all(ExecutorService pool, List<Candidate> chosen, double before, double share, Work work) {
    List<Future<?>> running = new ArrayList<>();
    int[] ready = {0};
    for (Candidate candidate : chosen) {
      running.add(
          pool.submit(
              () -> {
                work.on(candidate);
                synchronized (ready) {
                  ready[0]++;
                  double done = fold + before + share * ready[0] / chosen.size();
                  progress.accept(done / (folds.size() + (options.retrain() ? 1 : 0)));
                }
              }));
    }
    try {
      for (Future<?> each : running) {
        each.get();
      }
    } catch (ExecutionException e) {
      pool.shutdownNow();
      throw e.getCause() instanceof RuntimeException mistake ? mistake : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
      throw new ConvNetException("MagicNet: interrupted while searching");
    }
  }

  private void finishFold() {
    if (options.retrain() && fold + 1 == folds.size()) {
      try (ExecutorService pool = Executors.newFixedThreadPool(options.threads())) {
        finishFold(pool);
      }
    } else {
      judge();
    }
  }

  private void finishFold(ExecutorService pool) {
    boolean last = fold + 1 == folds.size();
    judge();
    if (last && options.retrain()) {
      retrain(pool);
    }
  }

  private void judge() {
    double[] scores = evalValErrors();
    for (int i = 0; i < scores.length; i++) {
      candidates.get(i).addScore(scores[i]);
    }
    iteration = 0;
    fold++;
    onFinishFold.run();
    if (fold < folds.size()) {
      candidates.forEach(candidate -> candidate.renew(new Net(options.mode(), weights())));
      return;
    }
    evaluated.addAll(candidates);
    evaluated.sort(Comparator.comparingDouble(Candidate::meanScore).reversed());
    int kept = Math.min(evaluated.size(), 3 * options.ensembleSize());
    evaluated.subList(kept, evaluated.size()).clear();
    if (!options.retrain()) {
      nextBatch();
    }
  }

  /** Trains the ensemble's nets on everything. They were chosen by their scores in the folds, which stay as they are. */
  private void retrain(ExecutorService pool) {
    List<Candidate> best = ensemble().stream().filter(candidate -> !candidate.retrained()).toList();
    best.forEach(candidate -> candidate.renew(new Net(options.mode(), weights())));
    long steps = (long) options.numEpochs() * data.size();
    int[] everything = IntStream.range(0, data.size()).toArray();
    all(
        pool,
        best,
        0,
        1,
        candidate -> {
          for (long i = 0; i < steps && goesOn(); i++) {
            int k = sample(everything, i);
            candidate.trainer().train(data.get(k), targets.get(k));
          }
          candidate.retrained(true);
        });
    nextBatch();
  }

  private void nextBatch() {
    fold = 0;
    batch++;
    onFinishBatch.run();
    sampleCandidates();
  }

  /** How well each current candidate does on the test part of the current fold: accuracy, or R² for a regression. */
  public double[] evalValErrors() {
    requireData();
    int[] test = folds.get(Math.min(fold, folds.size() - 1)).test();
    return candidates.stream().mapToDouble(candidate -> Score.of(candidate.net(), data, targets, test)).toArray();
  }

  private void requireData() {
    if (data.isEmpty()) {
      throw new ConvNetException("MagicNet: this ensemble was loaded and has no data: it can predict, not search");
    }
  }

  // ---- answering ----

  /** The best candidates judged by all folds, at most {@code ensemble_size}. */
  public List<Candidate> ensemble() {
    return List.copyOf(evaluated.subList(0, Math.min(options.ensembleSize(), evaluated.size())));
  }

  /** All candidates kept so far, the best first: at most three times the ensemble. */
  public List<Candidate> evaluatedCandidates() {
    return List.copyOf(evaluated);
  }

  /** The candidates that are tried now. */
  public List<Candidate> candidates() {
    return List.copyOf(candidates);
  }

  /** The folds. */
  public List<Fold> folds() {
    return List.copyOf(folds);
  }

  /** Batches of candidates that are done. */
  public int batches() {
    return batch;
  }

  private List<Net> answering() {
    if (!loaded.isEmpty()) {
      return loaded;
    }
    return (evaluated.isEmpty() ? candidates : ensemble()).stream().map(Candidate::net).toList();
  }

  /**
   * The mean of what the ensemble's nets answer; of all current candidates before a batch is done.
   *
   * @return a volume of its own (in the faithful modes the first net's output, changed, as in ConvNetJS); empty if there
   *     are no nets
   */
  public Vol predictSoft(Vol input) {
    List<Net> nets = answering();
    if (nets.isEmpty()) {
      return new Vol(0, 0, 0, 0.0);
    }
    Vol flat = Vol.wrap(1, 1, input.length(), input.w());
    Vol first = nets.getFirst().forward(flat);
    Vol sum = options.mode().faithful() ? first : first.clone();
    for (Net net : nets.subList(1, nets.size())) {
      sum.addFrom(net.forward(flat));
    }
    double[] w = sum.w();
    for (int i = 0; i < w.length; i++) {
      w[i] /= nets.size();
    }
    return sum;
  }

  /** The class with the largest mean probability; -1 if there are no nets. */
  public int predict(Vol input) {
    double[] w = predictSoft(input).w();
    int best = w.length == 0 ? -1 : 0;
    for (int i = 1; i < w.length; i++) {
      if (w[i] > w[best]) {
        best = i;
      }
    }
    return best;
  }

  // ---- saving ----

  /** {@code {nets: [...]}} with the ensemble's nets, as ConvNetJS saves and loads it, and what is known about them. */
  public Map<String, Object> toJSON() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("nets", answering().stream().map(Net::toJSON).toList());
    if (!evaluated.isEmpty() && !options.mode().faithful()) {
      json.put("candidates", ensemble().stream().map(MagicNet::about).toList());
    }
    return json;
  }

  private static Map<String, Object> about(Candidate candidate) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("layers", candidate.layers());
    json.put("training", candidate.training());
    json.put("scores", candidate.scores());
    json.put("retrained", candidate.retrained());
    return json;
  }

  /**
   * An ensemble that answers, from what {@link #toJSON} or ConvNetJS saved.
   *
   * @throws ConvNetException if it has no nets, or they do not go together
   */
  public static MagicNet fromJSON(Map<String, ?> json) {
    JsonView view = JsonView.of("MagicNet", json);
    List<Net> nets = new ArrayList<>();
    for (JsonView each : view.objects("nets")) {
      Net net = new Net();
      Map<String, Object> members = new LinkedHashMap<>();
      each.names().forEach(name -> members.put(String.valueOf(name), each.raw(String.valueOf(name))));
      try {
        net.fromJSON(members);
      } catch (ConvNetException e) {
        throw new ConvNetException(each.path() + ": " + e.getMessage(), e);
      }
      nets.add(net);
    }
    if (nets.isEmpty()) {
      throw view.error("nets", "expected at least one net, received none");
    }
    long inputs = nets.getFirst().layers().getFirst().out().length();
    long outputs = nets.getFirst().layers().getLast().out().length();
    for (int i = 1; i < nets.size(); i++) {
      if (nets.get(i).layers().getFirst().out().length() != inputs
          || nets.get(i).layers().getLast().out().length() != outputs) {
        throw view.error("nets[" + i + "]", "expected " + inputs + " inputs and " + outputs
            + " outputs as the first net has");
      }
    }
    return new MagicNet(nets, MagicNetOptions.of(Map.of("ensemble_size", nets.size()), Mode.CORRECT));
  }
}
