package dev.kasane.data;

/**
 * A training set and the validation set cut off its end.
 *
 * @param train what is learned from
 * @param validation what is only measured on
 */
public record Split(Dataset train, Dataset validation) {

  static Split of(Dataset all, double validationShare) {
    if (!(validationShare > 0 && validationShare < 1)) {
      throw new IllegalArgumentException(
          "split: expected a validation share above 0 and below 1, received "
              + validationShare
              + ". Write 0.15 for 15 %.");
    }
    int size = all.size();
    int train = (int) Math.floor(size * (1 - validationShare));
    if (train == 0 || train == size) {
      throw new IllegalArgumentException(
          "split: a validation share of "
              + validationShare
              + " leaves "
              + train
              + " of "
              + size
              + " samples for training; expected at least one in each part. Supply more samples or another share.");
    }
    return new Split(all.subset(0, train), all.subset(train, size));
  }
}
