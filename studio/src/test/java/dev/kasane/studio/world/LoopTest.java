package dev.kasane.studio.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoopTest {

  /** Counts; fails at a number if told so; tells when a number is reached. */
  private static final class Counting implements World {

    private final CountDownLatch reached = new CountDownLatch(1);
    private final AtomicInteger inside = new AtomicInteger();
    private int count;
    private int failAt = -1;
    private int target = Integer.MAX_VALUE;

    @Override
    public void step() {
      if (inside.incrementAndGet() != 1) {
        throw new IllegalStateException("two threads at a time");
      }
      if (count == failAt) {
        inside.decrementAndGet();
        throw new IllegalStateException("the loss is no number");
      }
      count++;
      if (count >= target) {
        reached.countDown();
      }
      inside.decrementAndGet();
    }

    @Override
    public void reset() {
      count = 0;
    }
  }

  @Test
  void isPausedAtFirstAndMakesSingleSteps() {
    Counting world = new Counting();
    try (Loop loop = new Loop("test", world)) {
      assertThat(loop.state()).isEqualTo(new LoopState(false, 0, 0, 0, 0, 0, null));
      loop.step(3);
      assertThat(world.count).isEqualTo(3);
      assertThat(loop.state().steps()).isEqualTo(3);
      assertThat(loop.state().running()).isFalse();
      loop.reset();
      assertThat(world.count).isZero();
      assertThat(loop.state().steps()).isZero();
    }
  }

  @Test
  void runsUntilPausedWhileOthersLookAndChange() throws InterruptedException {
    Counting world = new Counting();
    try (Loop loop = new Loop("test", world)) {
      world.target = 50_000;
      loop.play();
      long version = loop.state().version();
      for (int i = 0; i < 200; i++) {
        int seen = loop.read(() -> world.count);
        assertThat(loop.read(() -> world.count)).isGreaterThanOrEqualTo(seen);
        loop.change(() -> world.failAt = -1);
      }
      assertThat(world.reached.await(20, TimeUnit.SECONDS)).isTrue();
      loop.pause();
      LoopState paused = loop.state();
      assertThat(paused.running()).isFalse();
      assertThat(paused.error()).isNull();
      assertThat(paused.version()).isGreaterThan(version);
      assertThat(paused.edition()).isEqualTo(202);
      assertThat(paused.steps()).isEqualTo(world.count);
      assertThat(loop.state()).isEqualTo(paused);
    }
  }

  @Test
  void showsAnExceptionAndGoesOnAfterAChange() throws InterruptedException {
    Counting world = new Counting();
    world.failAt = 7;
    try (Loop loop = new Loop("test", world)) {
      loop.play();
      LoopState state = loop.state();
      while (state.running()) {
        Thread.onSpinWait();
        state = loop.state();
      }
      assertThat(state.error()).isEqualTo("the loss is no number");
      assertThat(state.steps()).isEqualTo(7);
      loop.step(5);
      assertThat(loop.state().steps()).isEqualTo(7);
      world.target = 20;
      loop.change(() -> world.failAt = -1);
      assertThat(loop.state().error()).isNull();
      loop.play();
      assertThat(world.reached.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void keepsToASpeed() throws InterruptedException {
    Counting world = new Counting();
    try (Loop loop = new Loop("test", world)) {
      loop.speed(200);
      world.target = 60;
      long begin = System.nanoTime();
      loop.play();
      assertThat(world.reached.await(20, TimeUnit.SECONDS)).isTrue();
      // It may be late, but never early: 60 steps at 200 a second take 0.295 seconds, less one slice at the start.
      assertThat(System.nanoTime() - begin).isGreaterThan(250_000_000L);
    }
  }

  @Test
  void refusesSpeedsThatAreNone() {
    try (Loop loop = new Loop("test", new Counting())) {
      for (double speed : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY, 1e7}) {
        assertThatThrownBy(() -> loop.speed(speed)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("steps a second");
      }
      assertThat(loop.state().edition()).isZero();
    }
  }

  @Test
  void changesThatThrowCountForNothing() {
    try (Loop loop = new Loop("test", new Counting())) {
      assertThatThrownBy(() -> loop.change(() -> {
        throw new IllegalArgumentException("no");
      })).hasMessage("no");
      assertThat(loop.state().version()).isZero();
      loop.step(1);
      assertThat(loop.state().steps()).isEqualTo(1);
    }
  }

  @Test
  void stepsNeverWaitForWhoLooks() throws InterruptedException {
    Counting world = new Counting();
    try (Loop loop = new Loop("test", world)) {
      world.target = 1000;
      loop.play();
      // Somebody who asks and then is not scheduled for a long time holds nothing.
      Thread slow = Thread.ofPlatform().start(() -> loop.read(() -> world.count));
      assertThat(world.reached.await(20, TimeUnit.SECONDS)).isTrue();
      slow.join();
      assertThat(loop.read(Thread::currentThread)).isNotSameAs(Thread.currentThread());
      assertThat(loop.read(() -> loop.read(() -> 5))).isEqualTo(5);
    }
  }

  @Test
  void refusesEverythingOnceItIsClosed() {
    Loop loop = new Loop("test", new Counting());
    loop.play();
    loop.close();
    for (int i = 0; i < 100; i++) {
      try {
        loop.read(() -> 1);
      } catch (IllegalStateException e) {
        assertThat(e).hasMessageContaining("closing");
        return;
      }
    }
    throw new AssertionError("It still answers");
  }
}
