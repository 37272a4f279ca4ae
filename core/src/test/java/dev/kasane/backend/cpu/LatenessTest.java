package dev.kasane.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A team that is kept from running must not keep the caller from running. */
@Timeout(120)
class LatenessTest {

  private static final long MILLI = 1_000_000;

  @Test
  void worksAloneWhileMostTimeIsLost() {
    Lateness lateness = new Lateness(2);
    long now = 5 * MILLI;
    while (!lateness.alone(now)) {
      // a millisecond of work, five of waiting
      lateness.waited(now, now + MILLI, 4, now + 6 * MILLI);
      now += 6 * MILLI;
      assertThat(now).isLessThan(200 * MILLI);
    }
    assertThat(lateness.alone(now + 200 * MILLI)).isTrue();
    assertThat(lateness.alone(now + 400 * MILLI)).as("tries the team again").isFalse();
  }

  @Test
  void waitsLongerEachTime() {
    Lateness lateness = new Lateness(2);
    long now = MILLI;
    long last = 0;
    for (int trial = 0; trial < 3; trial++) {
      while (!lateness.alone(now)) {
        lateness.waited(now, now + MILLI, 4, now + 6 * MILLI);
        now += 6 * MILLI;
      }
      long begin = now;
      while (lateness.alone(now)) {
        now += MILLI;
      }
      assertThat(now - begin).isGreaterThan(last);
      last = now - begin;
    }
  }

  @Test
  void staysTogetherWhereLittleIsLost() {
    Lateness lateness = new Lateness(2);
    long now = 0;
    for (int i = 0; i < 10_000; i++) {
      // a piece of 10 ms each: the others may end so much later; now and then somebody is held up
      long wait = i % 50 == 0 ? 60 * MILLI : 9 * MILLI;
      lateness.waited(now, now + 20 * MILLI, 2, now + 20 * MILLI + wait);
      now += 20 * MILLI + wait;
      assertThat(lateness.alone(now)).isFalse();
    }
  }

  @Test
  void aTeamThatSleepsDoesNotStopTheCaller() {
    AtomicInteger pieces = new AtomicInteger();
    Workers.Task task = (piece, worker) -> {
      pieces.incrementAndGet();
      if (worker == 0) {
        spin(20_000);
      } else {
        // stands for a worker that lost its core
        sleep();
      }
    };
    int runs = 0;
    try (Workers workers = new Workers(2)) {
      long end = System.nanoTime() + 1_500 * MILLI;
      while (System.nanoTime() < end) {
        workers.run(task, 8);
        runs++;
      }
    }
    assertThat(pieces.get()).isEqualTo(8 * runs);
    // with a sleep of 20 ms in each run there would be 75
    assertThat(runs).isGreaterThan(300);
  }

  private static void spin(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
