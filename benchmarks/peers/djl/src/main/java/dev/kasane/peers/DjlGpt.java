package dev.kasane.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * W10. Attention is two batched products with a softmax between them: DJL has no call for libtorch's scaled dot product
 * attention. Query, key and value come from one product.
 */
final class DjlGpt {

  static final int CONTEXT = 128;
  static final int VOCABULARY = 96;

  private static final int LAYERS = 4;
  private static final int WIDTH = 128;
  private static final int HEADS = 4;

  private DjlGpt() {}

  static Block block(NDManager manager) {
    // 0 on and below the diagonal, a large negative number above it.
    NDArray mask = manager.arange(CONTEXT).reshape(CONTEXT, 1).lt(manager.arange(CONTEXT).reshape(1, CONTEXT))
        .toType(DataType.FLOAT32, false).mul(-1e9f);
    SequentialBlock net = new SequentialBlock().add(new Embeddings());
    for (int i = 0; i < LAYERS; i++) {
      SequentialBlock seen =
          new SequentialBlock()
              .add(norm())
              .add(Linear.builder().setUnits(3 * WIDTH).build())
              .add(LambdaBlock.singleton(x -> attention(x, mask)))
              .add(Linear.builder().setUnits(WIDTH).build());
      SequentialBlock thought =
          new SequentialBlock()
              .add(norm())
              .add(Linear.builder().setUnits(4 * WIDTH).build())
              .add(LambdaBlock.singleton(Activation::gelu))
              .add(Linear.builder().setUnits(WIDTH).build());
      net.add(DjlNetworks.sum(seen, Blocks.identityBlock()));
      net.add(DjlNetworks.sum(thought, Blocks.identityBlock()));
    }
    return net.add(norm())
        .add(Linear.builder().setUnits(VOCABULARY).optBias(false).build())
        .add(LambdaBlock.singleton(x -> x.reshape(-1, VOCABULARY)));
  }

  private static Block norm() {
    return LayerNorm.builder().axis(2).build();
  }

  private static NDArray attention(NDArray x, NDArray mask) {
    long n = x.getShape().get(0);
    NDList parts =
        x.reshape(n, CONTEXT, 3, HEADS, WIDTH / HEADS).transpose(2, 0, 3, 1, 4).split(3);
    NDArray q = parts.get(0).squeeze(0).mul((float) (1 / Math.sqrt(WIDTH / HEADS)));
    NDArray scores = q.matMul(parts.get(1).squeeze(0).swapAxes(2, 3)).add(mask);
    NDArray seen = scores.softmax(-1).matMul(parts.get(2).squeeze(0));
    return seen.transpose(0, 2, 1, 3).reshape(n, CONTEXT, WIDTH);
  }

  /** A row for each character and one for each place. */
  private static final class Embeddings extends AbstractBlock {

    private final Parameter tokens = table("tokens", VOCABULARY);
    private final Parameter places = table("places", CONTEXT);

    private Parameter table(String name, int rows) {
      return addParameter(
          Parameter.builder()
              .setName(name)
              .setType(Parameter.Type.WEIGHT)
              .optShape(new Shape(rows, WIDTH))
              .build());
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      NDArray x = inputs.singletonOrThrow();
      NDArray table = store.getValue(tokens, x.getDevice(), training);
      NDArray found = Embedding.embedding(x, table, SparseFormat.DENSE).singletonOrThrow();
      return new NDList(found.add(store.getValue(places, x.getDevice(), training)));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] shapes) {
      return new Shape[] {shapes[0].add(WIDTH)};
    }
  }
}
