package dev.kasane.lessons.functions;

import dev.kasane.lessons.functions.byhand.SamplingTraining;
import dev.kasane.lessons.functions.byhand.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** {@link SamplingTraining} with Kasane: each worker is a model of its own on one thread. */
public final class ParallelFit {

  private ParallelFit() {}

  /** Trains so many rounds; the same seed gives the same rounds, whatever the number of cores. */
  public static List<SamplingTraining.Round> train(SamplingTraining plan, Weights start, int rounds, long seed) {
    List<SamplingTraining.Round> history = new ArrayList<>();
    Weights best = start;
    for (int round = 0; round < rounds; round++) {
      Weights from = best;
      long firstSeed = seed + 1000L * round;
      List<Worker> workers = IntStream.range(0, plan.workers())
          .parallel()
          .mapToObj(worker -> work(plan, from, firstSeed + worker))
          .toList();
      double[] checks = workers.stream().mapToDouble(Worker::check).toArray();
      int winner = IntStream.range(0, checks.length).reduce(0, (a, b) -> checks[b] < checks[a] ? b : a);
      best = workers.get(winner).weights();
      history.add(new SamplingTraining.Round(checks, winner, best));
    }
    return history;
  }

  private static Worker work(SamplingTraining plan, Weights start, long seed) {
    try (KasaneNet net = new KasaneNet(plan.task(), start, plan.h(), plan.eta())) {
      net.train(plan.updates(), new Random(seed));
      return new Worker(net.check(), net.weights());
    }
  }

  private record Worker(double check, Weights weights) {}
}
