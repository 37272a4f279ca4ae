package dev.kasane.lessons.functions.byhand;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Several workers train from the same weights, each with random samples of its own; the best result is kept, and all
 * go on from there.
 *
 * @param task what is learned
 * @param h activation of hidden neurons
 * @param eta learning rate
 * @param workers how many train at the same time
 * @param updates of each worker in each round
 */
public record SamplingTraining(FunctionLearning task, Activation h, double eta, int workers, int updates) {

  /**
   * What a round ended with.
   *
   * @param checks of each worker
   * @param best the worker that was kept
   * @param weights of that worker
   */
  public record Round(double[] checks, int best, Weights weights) {}

  /** Trains so many rounds. Seeds belong to rounds and workers, so which thread is faster does not matter. */
  public List<Round> train(Weights start, int rounds, long seed) throws InterruptedException, ExecutionException {
    List<Round> history = new ArrayList<>();
    Weights best = start;
    try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
      for (int round = 0; round < rounds; round++) {
        List<Future<FFNN>> futures = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
          FFNN net = new FFNN(best.copy(), h, eta);
          Random random = new Random(seed + 1000L * round + worker);
          futures.add(threads.submit(() -> {
            task.train(net, updates, random);
            return net;
          }));
        }
        history.add(choose(futures));
        best = history.getLast().weights();
      }
    }
    return history;
  }

  private Round choose(List<Future<FFNN>> futures) throws InterruptedException, ExecutionException {
    double[] checks = new double[futures.size()];
    int best = 0;
    for (int worker = 0; worker < checks.length; worker++) {
      checks[worker] = task.check(futures.get(worker).get());
      if (checks[worker] < checks[best]) {
        best = worker;
      }
    }
    return new Round(checks, best, futures.get(best).get().weights());
  }
}
