package dev.kasane.convnetjs.deepqlearn;

import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Rand;
import dev.kasane.convnetjs.Trainer;
import dev.kasane.convnetjs.TrainerOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * The world of ConvNetJS's Q-learning demo without its picture: 700 by 500, walls around and two boxes that are open on one
 * side, apples and poison that come and go, and an agent with nine eyes and two wheels. It is rewarded for seeing no walls
 * near, for going straight ahead where it can, and for apples.
 */
public final class AppleWorld {

  /** Width. */
  public static final double WIDTH = 700;

  /** Height. */
  public static final double HEIGHT = 500;

  /** How fast the left and the right wheel turn, for each action. */
  private static final double[][] WHEELS = {{1, 1}, {0.8, 1}, {1, 0.8}, {0.5, 0}, {0, 0.5}};

  private static final int EYES = 9;
  private static final double EYE_STEP = 0.25;
  private static final double AGENT_RADIUS = 10;
  private static final int ITEMS = 30;
  private static final double EDGE = 10;
  private static final double ITEM_EDGE = 20;
  private static final double APPLE_REWARD = 5;
  private static final double POISON_REWARD = -6;
  private static final int OLD = 5000;
  private static final double CLEAR = 0.75;

  private final Mode mode;
  private final Rand rand;
  private final Brain brain;
  private final List<Wall> walls = new ArrayList<>();
  private final List<Item> items = new ArrayList<>();
  private final List<Eye> eyes = new ArrayList<>();
  private Point place = new Point(50, 50);
  private double angle;
  private int action = -1;
  private double digestion;
  private long clock;
  private long apples;
  private long poison;

  /**
   * A world with new items.
   *
   * @param mode in {@link Mode#CORRECT} the eyes are spread evenly to both sides, 1 radian each; in the faithful modes as in
   *     the demo, from 0.75 on one side to 1.25 on the other
   * @param brain of 27 states and 5 actions, as {@link #brain} makes one
   * @param seed of where items appear
   */
  public AppleWorld(Mode mode, Brain brain, long seed) {
    if (brain.numStates != EYES * 3 || brain.numActions != WHEELS.length) {
      throw new ConvNetException("AppleWorld: expected a brain of " + EYES * 3 + " states and " + WHEELS.length
          + " actions, received " + brain.numStates + " and " + brain.numActions);
    }
    this.mode = mode;
    this.brain = brain;
    rand = Rand.of(new Dice(seed, "apple world"));
    box(EDGE, EDGE, WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE, 4);
    box(100, 100, 200, 300, 3);
    box(400, 100, 200, 300, 3);
    for (int k = 0; k < ITEMS; k++) {
      items.add(newItem());
    }
    double first = mode.faithful() ? -3 : -(EYES - 1) / 2.0;
    for (int k = 0; k < EYES; k++) {
      eyes.add(new Eye((first + k) * EYE_STEP));
    }
  }

  /** A brain with the demo's settings: two relu layers of 50, rate 0.001, gamma 0.7, epsilon falling over 200,000 steps. */
  public static Brain brain(long seed) {
    TrainerOptions trainer =
        TrainerOptions.defaults(Mode.CORRECT).learningRate(0.001).momentum(0).batchSize(64).l2Decay(0.01);
    return brain(
        BrainOptions.defaults().gamma(0.7).learningSteps(200_000, 3000).hiddenLayers(50, 50).tdtrainer(trainer).seed(seed));
  }

  /** A brain for this world with settings of your own. */
  public static Brain brain(BrainOptions options) {
    return new Brain(EYES * 3, WHEELS.length, options);
  }

  /** Walls from the top left corner clockwise, so many of the four. */
  private void box(double x, double y, double w, double h, int sides) {
    List<Point> corners =
        List.of(new Point(x, y), new Point(x + w, y), new Point(x + w, y + h), new Point(x, y + h), new Point(x, y));
    for (int i = 0; i < sides; i++) {
      walls.add(new Wall(corners.get(i), corners.get(i + 1)));
    }
  }

  private Item newItem() {
    Point where = new Point(rand.randf(ITEM_EDGE, WIDTH - ITEM_EDGE), rand.randf(ITEM_EDGE, HEIGHT - ITEM_EDGE));
    return new Item(where, rand.randi(1, 3) == 1 ? Seen.APPLE : Seen.POISON, 0);
  }

  /** One step: see, act, move, eat, learn. */
  public void tick() {
    clock++;
    eyes.forEach(this::look);
    action = brain.forward(state());
    move(WHEELS[action][0], WHEELS[action][1]);
    eat();
    if (items.size() < ITEMS && clock % 10 == 0 && rand.random() < 0.25) {
      items.add(newItem());
    }
    brain.backward(reward());
  }

  private void look(Eye eye) {
    Point ahead = new Point(0, Eye.RANGE).rotated(angle + eye.angle());
    Point end = place.plus(ahead);
    double nearest = wallBetween(place, end);
    Seen seen = nearest <= 1 ? Seen.WALL : Seen.NOTHING;
    for (Item item : items) {
      double share = item.met(place, end);
      if (share < nearest) {
        nearest = share;
        seen = item.kind();
      }
    }
    eye.sees(seen, seen == Seen.NOTHING ? Eye.RANGE : nearest * Eye.RANGE);
  }

  private double wallBetween(Point a, Point b) {
    return walls.stream().mapToDouble(wall -> wall.met(a, b)).min().orElse(Double.POSITIVE_INFINITY);
  }

  /** For each eye, how near a wall, an apple and poison are: 1 if not seen. */
  private double[] state() {
    double[] state = new double[EYES * 3];
    for (int k = 0; k < EYES; k++) {
      Eye eye = eyes.get(k);
      for (Seen kind : List.of(Seen.WALL, Seen.APPLE, Seen.POISON)) {
        state[3 * k + kind.ordinal()] = eye.seen() == kind ? eye.distance() / Eye.RANGE : 1;
      }
    }
    return state;
  }

  /** Each wheel turns the agent about the other one; walls stop it. */
  private void move(double left, double right) {
    Point before = place;
    Point side = new Point(0, AGENT_RADIUS / 2).rotated(angle + Math.PI / 2);
    Point wheel1 = place.plus(side);
    Point wheel2 = place.minus(side);
    Point first = wheel2.plus(place.minus(wheel2).rotated(-left));
    Point second = wheel1.plus(place.minus(wheel1).rotated(right));
    Point after = first.plus(second).times(0.5);
    double turned = angle - left + right;
    angle = turned < 0 ? turned + 2 * Math.PI : turned > 2 * Math.PI ? turned - 2 * Math.PI : turned;
    boolean stopped = wallBetween(before, after) <= 1;
    Point next = stopped ? before : after;
    place = new Point(Math.clamp(next.x(), 0, WIDTH), Math.clamp(next.y(), 0, HEIGHT));
  }

  private void eat() {
    for (Item item : List.copyOf(items)) {
      item.grow();
      boolean near = place.distance(item.place()) < Item.RADIUS + AGENT_RADIUS;
      if (near && wallBetween(place, item.place()) > 1) {
        boolean apple = item.kind() == Seen.APPLE;
        digestion += apple ? APPLE_REWARD : POISON_REWARD;
        apples += apple ? 1 : 0;
        poison += apple ? 0 : 1;
        items.remove(item);
      } else if (item.age() > OLD && clock % 100 == 0 && rand.random() < 0.1) {
        items.remove(item);
      }
    }
  }

  private double reward() {
    double clear = 0;
    for (Eye eye : eyes) {
      clear += eye.seen() == Seen.WALL ? eye.distance() / Eye.RANGE : 1;
    }
    double proximity = Math.min(1, 2 * clear / EYES);
    double ahead = action == 0 && proximity > CLEAR ? 0.1 * proximity : 0;
    double food = digestion;
    digestion = 0;
    return proximity + ahead + food;
  }

  /** The agent's brain. */
  public Brain brain() {
    return brain;
  }

  /** Which eyes the agent has. */
  public Mode mode() {
    return mode;
  }

  /** Ticks so far. */
  public long clock() {
    return clock;
  }

  /** Where the agent is. */
  public Point place() {
    return place;
  }

  /** Where it heads, in radians. */
  public double angle() {
    return angle;
  }

  /** Its last action; -1 before the first. */
  public int action() {
    return action;
  }

  /** Its eyes. */
  public List<Eye> eyes() {
    return List.copyOf(eyes);
  }

  /** The walls. */
  public List<Wall> walls() {
    return List.copyOf(walls);
  }

  /** Apples and poison. */
  public List<Item> items() {
    return List.copyOf(items);
  }

  /** Apples eaten. */
  public long apples() {
    return apples;
  }

  /** Poison eaten. */
  public long poison() {
    return poison;
  }
}
