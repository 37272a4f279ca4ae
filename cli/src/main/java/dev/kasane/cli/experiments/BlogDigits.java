package dev.kasane.cli.experiments;

import dev.kasane.cli.recipes.DataSource;
import dev.kasane.lessons.blog.BlogData;
import org.jspecify.annotations.Nullable;

/** MNIST as the blog's networks take it, unpacked once for all runs. */
final class BlogDigits {

  private final SampleCache mnist;
  private @Nullable BlogData unpacked;

  BlogDigits(SampleCache mnist) {
    this.mnist = mnist;
  }

  synchronized BlogData get() {
    BlogData data = unpacked;
    if (data == null) {
      DataSource.Found found = mnist.get();
      data = BlogData.of(found.train(), found.test());
      unpacked = data;
    }
    return data;
  }
}
