package dev.kasane.backend.cpu.codegen;

import dev.kasane.backend.cpu.kernel.Lanes;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/**
 * Arithmetic on vectors in local variables. Each method adds one operation to the generated method and returns the
 * variable that holds its result; arguments are such variables unless said otherwise.
 */
final class LaneMath {

  private static final ClassDesc INTS = IntVector.class.describeConstable().orElseThrow();
  private static final ClassDesc MASK = VectorMask.class.describeConstable().orElseThrow();
  private static final ClassDesc OPERATORS = VectorOperators.class.describeConstable().orElseThrow();
  private static final ClassDesc COMPARISON = VectorOperators.Comparison.class.describeConstable().orElseThrow();
  private static final ClassDesc BINARY = VectorOperators.Binary.class.describeConstable().orElseThrow();
  private static final ClassDesc LANES = Lanes.class.describeConstable().orElseThrow();

  private static final MethodTypeDesc BROADCAST =
      MethodTypeDesc.of(VectorCode.VECTOR, VectorCode.SPECIES, ConstantDescs.CD_float);
  private static final MethodTypeDesc ZERO = MethodTypeDesc.of(VectorCode.VECTOR, VectorCode.SPECIES);
  private static final MethodTypeDesc OF_ONE = MethodTypeDesc.of(VectorCode.VECTOR);
  static final MethodTypeDesc OF_TWO = MethodTypeDesc.of(VectorCode.VECTOR, VectorCode.ANY_VECTOR);
  private static final MethodTypeDesc OF_THREE =
      MethodTypeDesc.of(VectorCode.VECTOR, VectorCode.ANY_VECTOR, VectorCode.ANY_VECTOR);
  private static final MethodTypeDesc COMPARE = MethodTypeDesc.of(MASK, COMPARISON, VectorCode.ANY_VECTOR);
  private static final MethodTypeDesc BLEND = MethodTypeDesc.of(VectorCode.VECTOR, VectorCode.ANY_VECTOR, MASK);
  private static final MethodTypeDesc TO_INTS = MethodTypeDesc.of(INTS);
  private static final MethodTypeDesc INTS_OF_TWO = MethodTypeDesc.of(INTS, VectorCode.ANY_VECTOR);
  private static final MethodTypeDesc INTS_AND_INT = MethodTypeDesc.of(INTS, ConstantDescs.CD_int);
  private static final MethodTypeDesc INTS_LANEWISE = MethodTypeDesc.of(INTS, BINARY, ConstantDescs.CD_int);

  private static final ClassDesc SHUFFLE = VectorShuffle.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc LANE = MethodTypeDesc.of(ConstantDescs.CD_float, ConstantDescs.CD_int);
  private static final MethodTypeDesc ADD_INDEX = MethodTypeDesc.of(VectorCode.VECTOR, ConstantDescs.CD_int);
  private static final MethodTypeDesc REARRANGE = MethodTypeDesc.of(VectorCode.VECTOR, SHUFFLE);

  private final VectorCode to;
  private final Deque<Integer> free = new ArrayDeque<>();
  private final List<Integer> taken = new ArrayList<>();

  LaneMath(VectorCode to) {
    this.to = to;
  }

  /** Gives the variables taken since the last call back, but for one, whose value is kept. */
  int keep(int result) {
    taken.remove(Integer.valueOf(result));
    free.addAll(taken);
    taken.clear();
    return result;
  }

  /** Gives all variables taken since the last call back. */
  void keepNone() {
    free.addAll(taken);
    taken.clear();
  }

  /** Pops a vector. */
  int pushed() {
    return result();
  }

  /** Pops a species and a number: the number in all lanes. */
  int pushedInAllLanes() {
    to.code.invokestatic(VectorCode.VECTOR, "broadcast", BROADCAST);
    return result();
  }

  /** Pushes the first lane of a vector. */
  void pushLane(int a) {
    to.code.aload(a).iconst_0().invokevirtual(VectorCode.VECTOR, "lane", LANE);
  }

  /** A mask: the first lanes, so many. */
  int firstLanes(int count) {
    to.zero().code.iconst_1().invokevirtual(VectorCode.VECTOR, "addIndex", ADD_INDEX);
    return compare("LT", result(), all(count));
  }

  /** Lanes in another order, that of a shuffle of {@link Lanes}. */
  int rearranged(int a, String shuffle) {
    to.code.aload(a).getstatic(LANES, shuffle, SHUFFLE).invokevirtual(VectorCode.VECTOR, "rearrange", REARRANGE);
    return result();
  }

  /** Gives a kept variable back. */
  void release(int local) {
    free.add(local);
  }

  private int result() {
    Integer known = free.poll();
    int local = known != null ? known : to.code.allocateLocal(TypeKind.REFERENCE);
    taken.add(local);
    to.code.astore(local);
    return local;
  }

  /** A number in all lanes. */
  int all(float value) {
    to.code.getstatic(LANES, "SPECIES", VectorCode.SPECIES).loadConstant(value);
    to.code.invokestatic(VectorCode.VECTOR, "broadcast", BROADCAST);
    return result();
  }

  int zero() {
    to.code.getstatic(LANES, "SPECIES", VectorCode.SPECIES);
    to.code.invokestatic(VectorCode.VECTOR, "zero", ZERO);
    return result();
  }

  private int one(String name, int a) {
    to.code.aload(a).invokevirtual(VectorCode.VECTOR, name, OF_ONE);
    return result();
  }

  private int two(String name, int a, int b) {
    to.code.aload(a).aload(b).invokevirtual(VectorCode.VECTOR, name, OF_TWO);
    return result();
  }

  int neg(int a) {
    return one("neg", a);
  }

  int abs(int a) {
    return one("abs", a);
  }

  int sqrt(int a) {
    return one("sqrt", a);
  }

  int add(int a, int b) {
    return two("add", a, b);
  }

  int sub(int a, int b) {
    return two("sub", a, b);
  }

  int mul(int a, int b) {
    return two("mul", a, b);
  }

  int div(int a, int b) {
    return two("div", a, b);
  }

  int max(int a, int b) {
    return two("max", a, b);
  }

  int min(int a, int b) {
    return two("min", a, b);
  }

  /** {@code a * b + c}, rounded once. */
  int fma(int a, int b, int c) {
    to.code.aload(a).aload(b).aload(c).invokevirtual(VectorCode.VECTOR, "fma", OF_THREE);
    return result();
  }

  /** A mask: where {@code a op b}, op being {@code "LT"}, {@code "LE"}, {@code "GT"} and so on. */
  int compare(String op, int a, int b) {
    to.code.aload(a).getstatic(OPERATORS, op, COMPARISON).aload(b);
    to.code.invokevirtual(VectorCode.VECTOR, "compare", COMPARE);
    return result();
  }

  /** b where the mask is set, else a. */
  int blend(int a, int b, int mask) {
    to.code.aload(a).aload(b).aload(mask).invokevirtual(VectorCode.VECTOR, "blend", BLEND);
    return result();
  }

  /** The bits of floats, as ints. */
  int ints(int a) {
    to.code.aload(a).invokevirtual(VectorCode.VECTOR, "reinterpretAsInts", TO_INTS);
    return result();
  }

  /** The floats of these bits. */
  int floats(int ints) {
    to.code.aload(ints).invokevirtual(INTS, "reinterpretAsFloats", OF_ONE);
    return result();
  }

  /** {@code a op b} of ints, op being {@code "sub"}, {@code "or"} and so on. */
  int ints(String op, int a, int b) {
    to.code.aload(a).aload(b).invokevirtual(INTS, op, INTS_OF_TWO);
    return result();
  }

  /** {@code a op number} of ints, op being {@code "add"}, {@code "and"} and so on. */
  int intsWith(String op, int a, int number) {
    to.code.aload(a).loadConstant(number).invokevirtual(INTS, op, INTS_AND_INT);
    return result();
  }

  /** Ints shifted by a number of bits, op being {@code "LSHL"} or {@code "ASHR"}. */
  int shift(String op, int a, int bits) {
    to.code.aload(a).getstatic(OPERATORS, op, BINARY).loadConstant(bits);
    to.code.invokevirtual(INTS, "lanewise", INTS_LANEWISE);
    return result();
  }
}
