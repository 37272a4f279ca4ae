package dev.kasane.studio.autoencoder;

import dev.kasane.studio.world.TrainerSettings;

/**
 * All that a person decides, and that a link carries.
 *
 * @param source of the digits: mnist or generated
 * @param net the network as ConvNetJS's users write it
 * @param trainer how it is trained
 * @param noise what is done to inputs
 * @param seed of weights, order and noise
 */
record Setup(String source, String net, TrainerSettings trainer, Noise noise, long seed) {

  private static final String NET = """
      layer_defs = [];
      layer_defs.push({type:'input', out_sx:28, out_sy:28, out_depth:1});
      layer_defs.push({type:'fc', num_neurons:50, activation:'tanh'});
      layer_defs.push({type:'fc', num_neurons:50, activation:'tanh'});
      layer_defs.push({type:'fc', num_neurons:2});
      layer_defs.push({type:'fc', num_neurons:50, activation:'tanh'});
      layer_defs.push({type:'fc', num_neurons:50, activation:'tanh'});
      layer_defs.push({type:'regression', num_neurons:784});
      """;

  Setup {
    if (source == null || net == null || trainer == null || noise == null) {
      throw new IllegalArgumentException("A set-up needs source, net, trainer and noise");
    }
  }

  /**
   * The network of ConvNetJS's demo. Its decay of 0.001 is divided by the batch size of 50 there, and is not here, so
   * 0.00002 is the same. Adam gets much further in the same time than the demo's adadelta, so it is the standard.
   */
  static Setup standard(String source) {
    return new Setup(source, NET, new TrainerSettings("adam", 0.002, 0.9, 50, 2e-5, 2e-5), new Noise("none", 0.3),
        1);
  }

  Setup net(String value) {
    return new Setup(source, value, trainer, noise, seed);
  }

  Setup trainer(TrainerSettings value) {
    return new Setup(source, net, value, noise, seed);
  }

  Setup noise(Noise value) {
    return new Setup(source, net, trainer, value, seed);
  }
}
