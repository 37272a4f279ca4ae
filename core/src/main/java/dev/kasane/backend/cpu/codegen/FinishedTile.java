package dev.kasane.backend.cpu.codegen;

import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.constant.MethodTypeDesc;

/** A tile of a contraction of which something is made before it is stored. */
record FinishedTile(TileShape tile, TileFinish finish) {

  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          CD_void, CD_int, CD_int, VectorCode.FLOATS, CD_int, VectorCode.FLOATS, CD_int, VectorCode.FLOATS.arrayType(),
          CD_int, CD_int.arrayType(), CD_int);

  /** The kernel. */
  FinishedTileKernel kernel() {
    return HiddenKernels.get(
        this,
        FinishedTileKernel.class,
        builder -> builder.withMethodBody("run", RUN, ACC_PUBLIC, code -> write(new VectorCode(code))),
        kernel -> WarmUp.add(cold(kernel)));
  }

  private void write(VectorCode to) {
    TileFinishWriter writer = new TileFinishWriter(finish, to);
    tile.write(to, (sums, c) -> writer.write(sums, tile.columns().vectors(), c, tile.ci()));
  }

  private WarmUp.Cold cold(FinishedTileKernel kernel) {
    WarmUp.Cold plain = tile.cold((tiles, length, a, ao, b, bo, c, co) -> {});
    float[][] arrays = new float[finish.access().size() + finish.outputs().size()][plain.c()];
    int[] offsets = new int[arrays.length];
    return new WarmUp.Cold(
        (tiles, length, a, ao, b, bo, c, co) -> kernel.run(tiles, length, a, ao, b, bo, arrays, 0, offsets, 0),
        plain.length(), plain.a(), plain.ao(), plain.b(), plain.bo(), 0, plain.operations());
  }
}
