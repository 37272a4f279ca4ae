package dev.kasane.studio.painting;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Vol;
import dev.kasane.convnetjs.convert.NetToModel;
import dev.kasane.convnetjs.layers.Layer;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a network would paint: its colour for every pixel, computed at once by the compiled engine. For one thread at a
 * time.
 */
final class Canvas implements AutoCloseable {

  /** Made for the first picture. */
  private @Nullable CpuBackend backend;

  private List<Layer> layers = List.of();
  private @Nullable Model model;
  private @Nullable Picture size;
  private Tensor places = Tensor.zeros(Shape.of(1, 2));

  /** The colours of all pixels of a picture of this size, red, green, blue, row after row. */
  float[] paint(Net net, Picture picture) {
    places(picture);
    if (layers != net.bareLayers()) {
      layers = net.bareLayers();
      model = convert(net);
    } else if (model != null) {
      model.setWeights(NetToModel.convert(net, backend()).getWeights());
    }
    return model == null ? slowly(net, picture) : model.predict(places).data();
  }

  private CpuBackend backend() {
    if (backend == null) {
      backend = new CpuBackend(1);
    }
    return backend;
  }

  /** Null for networks with layers that models do not have. */
  private @Nullable Model convert(Net net) {
    try {
      return NetToModel.convert(net, backend());
    } catch (ConvNetException e) {
      return null;
    }
  }

  private void places(Picture picture) {
    if (size == null || size.width() != picture.width() || size.height() != picture.height()) {
      size = picture;
      places = Tensor.zeros(Shape.of(picture.pixels(), 2));
      for (int i = 0; i < picture.pixels(); i++) {
        places.data()[2 * i] = picture.x(i);
        places.data()[2 * i + 1] = picture.y(i);
      }
    }
  }

  private static float[] slowly(Net net, Picture picture) {
    float[] colours = new float[3 * picture.pixels()];
    double[] place = new double[2];
    for (int i = 0; i < picture.pixels(); i++) {
      place[0] = picture.x(i);
      place[1] = picture.y(i);
      double[] out = net.forward(Vol.wrap(1, 1, 2, place)).w();
      for (int c = 0; c < 3; c++) {
        colours[3 * i + c] = (float) out[c];
      }
    }
    return colours;
  }

  @Override
  public void close() {
    if (backend != null) {
      backend.close();
    }
  }
}
