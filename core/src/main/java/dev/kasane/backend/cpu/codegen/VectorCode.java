package dev.kasane.backend.cpu.codegen;

import dev.kasane.backend.cpu.kernel.Lanes;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The body of a generated method: what is said here once is a few instructions of byte code each. Vectors live in local
 * variables, which HotSpot keeps in registers; they are never handed to another method.
 */
final class VectorCode {

  static final ClassDesc FLOATS = ConstantDescs.CD_float.arrayType();
  static final ClassDesc VECTOR = FloatVector.class.describeConstable().orElseThrow();
  static final ClassDesc ANY_VECTOR = Vector.class.describeConstable().orElseThrow();
  static final ClassDesc SPECIES = VectorSpecies.class.describeConstable().orElseThrow();
  private static final ClassDesc LANES = Lanes.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc FROM_ARRAY =
      MethodTypeDesc.of(VECTOR, SPECIES, FLOATS, ConstantDescs.CD_int);
  private static final MethodTypeDesc BROADCAST = MethodTypeDesc.of(VECTOR, SPECIES, ConstantDescs.CD_float);
  private static final MethodTypeDesc ZERO = MethodTypeDesc.of(VECTOR, SPECIES);
  private static final MethodTypeDesc INTO_ARRAY =
      MethodTypeDesc.of(ConstantDescs.CD_void, FLOATS, ConstantDescs.CD_int);
  private static final ClassDesc MASK = VectorMask.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc FROM_LONG = MethodTypeDesc.of(MASK, SPECIES, ConstantDescs.CD_long);
  private static final MethodTypeDesc BLEND = MethodTypeDesc.of(VECTOR, ConstantDescs.CD_float, MASK);
  private static final MethodTypeDesc FMA = MethodTypeDesc.of(VECTOR, ANY_VECTOR, ANY_VECTOR);

  final CodeBuilder code;
  private final String species;
  private int one;

  VectorCode(CodeBuilder code) {
    this(code, "SPECIES");
  }

  private VectorCode(CodeBuilder code, String species) {
    this.code = code;
    this.species = species;
  }

  /** Writes into the same method, with vectors of half as many lanes. */
  VectorCode half() {
    return new VectorCode(code, "HALF_SPECIES");
  }

  /**
   * Sets up a variable that is 1, but not so that HotSpot knows, for {@link #advance}.
   *
   * @param positive a parameter of the method that is positive whenever a loop's body runs
   */
  void unknownOne(int positive) {
    one = integer();
    code.iload(positive).bipush(31).ishr().iload(positive).ineg().bipush(31).iushr().ior().istore(one);
  }

  /**
   * {@code index += distance} in a way that HotSpot does not see through, after {@link #unknownOne}. So accesses keep
   * their checks, and with them their order: of a long run of loads without checks it makes all first, and spills.
   */
  void advance(int index, int distance) {
    code.iload(index).iload(one);
    if (distance != 1) {
      code.loadConstant(distance).imul();
    }
    code.iadd().istore(index);
  }

  /** A new local variable for a vector. */
  int vector() {
    return code.allocateLocal(TypeKind.REFERENCE);
  }

  /** A new local variable for an int. */
  int integer() {
    return code.allocateLocal(TypeKind.INT);
  }

  /** Pushes the species. */
  VectorCode species() {
    code.getstatic(LANES, species, SPECIES);
    return this;
  }

  /** {@code index += distance}. */
  void move(int index, int distance) {
    if (distance != 0) {
      code.iload(index).loadConstant(distance).iadd().istore(index);
    }
  }

  /** Pushes {@code index + constant}. */
  VectorCode index(int index, int constant) {
    code.iload(index);
    if (constant != 0) {
      code.loadConstant(constant).iadd();
    }
    return this;
  }

  /** Pushes the vector at {@code array[index + constant]}. */
  VectorCode load(int array, int index, int constant) {
    species();
    code.aload(array);
    index(index, constant);
    code.invokestatic(VECTOR, "fromArray", FROM_ARRAY);
    return this;
  }

  /** Pushes a vector whose lanes all are {@code array[index + constant]}. */
  VectorCode broadcast(int array, int index, int constant) {
    species();
    code.aload(array);
    index(index, constant);
    code.faload();
    code.invokestatic(VECTOR, "broadcast", BROADCAST);
    return this;
  }

  /** Pushes a mask of which the first lanes are set. */
  VectorCode firstLanes(int count) {
    species();
    code.loadConstant((1L << count) - 1);
    code.invokestatic(MASK, "fromLong", FROM_LONG);
    return this;
  }

  /** Pops a vector and pushes it with zeros where a mask is set. */
  VectorCode without(int mask) {
    code.fconst_0().aload(mask);
    code.invokevirtual(VECTOR, "blend", BLEND);
    return this;
  }

  /** Pushes zeros. */
  VectorCode zero() {
    species();
    code.invokestatic(VECTOR, "zero", ZERO);
    return this;
  }

  /** {@code sum = a * b + sum}, rounded once. */
  VectorCode fma(int a, int b, int sum) {
    code.aload(a).aload(b).aload(sum);
    code.invokevirtual(VECTOR, "fma", FMA);
    code.astore(sum);
    return this;
  }

  /** Pops a vector: {@code sum = popped * b + sum}, rounded once. */
  VectorCode fmaOfPushed(int b, int sum) {
    code.aload(b).aload(sum);
    code.invokevirtual(VECTOR, "fma", FMA);
    code.astore(sum);
    return this;
  }

  /** Pops a vector into a local variable. */
  VectorCode into(int local) {
    code.astore(local);
    return this;
  }

  /** {@code array[index + constant] = vector}. */
  VectorCode store(int vector, int array, int index, int constant) {
    code.aload(vector).aload(array);
    index(index, constant);
    code.invokevirtual(VECTOR, "intoArray", INTO_ARRAY);
    return this;
  }

  /** {@code to = from + counter * scale}. */
  VectorCode linear(int to, int from, int counter, int scale) {
    code.iload(from).iload(counter);
    if (scale != 1) {
      code.loadConstant(scale).imul();
    }
    code.iadd().istore(to);
    return this;
  }

  /** {@code for (counter = 0; counter < end; counter++) body}; runs {@code body} at least once if end is positive. */
  void loop(int counter, int end, Runnable body) {
    loop(counter, () -> code.loadConstant(end), body);
  }

  /** The same with the end pushed by {@code end}. */
  void loop(int counter, Runnable end, Runnable body) {
    loop(false, counter, end, body);
  }

  /**
   * The same.
   *
   * @param closed whether HotSpot is to take it as it is, after {@link #unknownOne}: neither unrolled nor without checks
   */
  void loop(boolean closed, int counter, Runnable end, Runnable body) {
    code.iconst_0().istore(counter);
    Label test = code.newLabel();
    Label out = code.newLabel();
    code.labelBinding(test);
    code.iload(counter);
    end.run();
    code.if_icmpge(out);
    body.run();
    if (closed) {
      advance(counter, 1);
    } else {
      code.iinc(counter, 1);
    }
    code.goto_(test);
    code.labelBinding(out);
  }
}
