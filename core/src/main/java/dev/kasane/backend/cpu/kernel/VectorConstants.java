package dev.kasane.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;

/** Constants of {@link FloatMath} in all lanes. */
final class VectorConstants {

  static final FloatVector ONE = all(1);
  static final FloatVector MINUS_HALF = all(-0.5f);
  static final FloatVector HALF = all(0.5f);
  static final FloatVector ROUND = all(FloatMath.ROUND);
  static final FloatVector LOG2_E = all(FloatMath.LOG2_E);
  static final FloatVector LN2_HIGH = all(FloatMath.LN2_HIGH);
  static final FloatVector LN2_LOW = all(FloatMath.LN2_LOW);
  static final FloatVector MINUS_LN2_HIGH = all(-FloatMath.LN2_HIGH);
  static final FloatVector MINUS_LN2_LOW = all(-FloatMath.LN2_LOW);
  static final FloatVector E0 = all(FloatMath.E0);
  static final FloatVector E1 = all(FloatMath.E1);
  static final FloatVector E2 = all(FloatMath.E2);
  static final FloatVector E3 = all(FloatMath.E3);
  static final FloatVector E4 = all(FloatMath.E4);
  static final FloatVector L0 = all(FloatMath.L0);
  static final FloatVector L1 = all(FloatMath.L1);
  static final FloatVector L2 = all(FloatMath.L2);
  static final FloatVector L3 = all(FloatMath.L3);
  static final FloatVector L4 = all(FloatMath.L4);
  static final FloatVector L5 = all(FloatMath.L5);
  static final FloatVector L6 = all(FloatMath.L6);
  static final FloatVector L7 = all(FloatMath.L7);
  static final FloatVector F0 = all(FloatMath.F0);
  static final FloatVector F1 = all(FloatMath.F1);
  static final FloatVector F2 = all(FloatMath.F2);
  static final FloatVector F3 = all(FloatMath.F3);
  static final FloatVector F4 = all(FloatMath.F4);
  static final FloatVector F5 = all(FloatMath.F5);
  static final FloatVector F6 = all(FloatMath.F6);
  static final FloatVector G0 = all(FloatMath.G0);
  static final FloatVector G1 = all(FloatMath.G1);
  static final FloatVector G2 = all(FloatMath.G2);
  static final FloatVector G3 = all(FloatMath.G3);
  static final FloatVector G4 = all(FloatMath.G4);
  static final FloatVector G5 = all(FloatMath.G5);
  static final FloatVector G6 = all(FloatMath.G6);
  static final FloatVector TWO_OVER_PI = all(FloatMath.TWO_OVER_PI);
  static final FloatVector MINUS_PI2_HIGH = all(-FloatMath.PI2_HIGH);
  static final FloatVector MINUS_PI2_MID = all(-FloatMath.PI2_MID);
  static final FloatVector MINUS_PI2_LOW = all(-FloatMath.PI2_LOW);
  static final FloatVector S0 = all(FloatMath.S0);
  static final FloatVector S1 = all(FloatMath.S1);
  static final FloatVector S2 = all(FloatMath.S2);
  static final FloatVector C0 = all(FloatMath.C0);
  static final FloatVector C1 = all(FloatMath.C1);
  static final FloatVector C2 = all(FloatMath.C2);

  private VectorConstants() {}

  private static FloatVector all(float value) {
    return FloatVector.broadcast(Lanes.SPECIES, value);
  }
}
