package dev.kasane.convnetjs;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one call of {@link Trainer#train} did.
 *
 * @param fwdTime milliseconds forward
 * @param bwdTime milliseconds backward
 * @param l2DecayLoss Σ ½·l2·p² over the weights before the update. The faithful modes give it for samples that end a
 *     batch only, and 0 for the others
 * @param l1DecayLoss Σ l1·|p| over the weights before the update; as above
 * @param costLoss what the loss layer returned for this sample
 * @param samples how many samples {@code costLoss} speaks of: 1 when each sample is computed on its own; 0 while an
 *     engine gathers a batch
 * @param updated whether the parameters were changed
 */
public record TrainStats(
    long fwdTime,
    long bwdTime,
    double l2DecayLoss,
    double l1DecayLoss,
    double costLoss,
    int samples,
    boolean updated) {

  /** The cost under its old name. */
  public double softmaxLoss() {
    return costLoss;
  }

  /** Cost and decay losses together. */
  public double loss() {
    return costLoss + l1DecayLoss + l2DecayLoss;
  }

  /** The same with ConvNetJS's names. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("fwd_time", fwdTime);
    map.put("bwd_time", bwdTime);
    map.put("l2_decay_loss", l2DecayLoss);
    map.put("l1_decay_loss", l1DecayLoss);
    map.put("cost_loss", costLoss);
    map.put("softmax_loss", softmaxLoss());
    map.put("loss", loss());
    return map;
  }
}
