package dev.kasane.studio.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;

/** Waits for what a page shows. Playwright's own waiting for conditions needs eval, which the page's policy refuses. */
final class Until {

  private static final long PATIENCE = 60_000_000_000L;
  private static final int INTERVAL = 40;

  private Until() {}

  /** Waits until an expression of JavaScript is true; one that throws is not true yet. */
  static void holds(Page page, String expression) {
    long end = System.nanoTime() + PATIENCE;
    while (!isTrue(page, expression)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Never became true: " + expression);
      }
      page.waitForTimeout(INTERVAL);
    }
  }

  private static boolean isTrue(Page page, String expression) {
    try {
      return Boolean.TRUE.equals(page.evaluate("!!(" + expression + ")"));
    } catch (PlaywrightException e) {
      if (e.getMessage().contains("TypeError") || e.getMessage().contains("Execution context")) {
        return false;
      }
      throw e;
    }
  }
}
