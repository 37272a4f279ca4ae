package dev.kasane.report.html;

import dev.kasane.report.Text;

/** Texts as HTML: escaped, with the few marks that a {@link Text} may have. */
final class Html {

  private Html() {}

  /** Characters that mean something in HTML, replaced. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c < ' ' && c != '\n' && c != '\t' ? ' ' : c);
      }
    }
    return escaped.toString();
  }

  /** Both languages, of which the page shows one. */
  static String text(Text text) {
    return text.isSame()
        ? inline(text.en())
        : "<span class=\"en\" lang=\"en\">" + inline(text.en()) + "</span><span class=\"ja\" lang=\"ja\">"
            + inline(text.ja()) + "</span>";
  }

  /** Both languages without marks, for attributes. */
  static String plain(Text text) {
    return escape(text.isSame() ? text.en() : text.en() + " / " + text.ja());
  }

  /** Escapes a text and turns its marks into elements. Links lead only to pages beside this one. */
  static String inline(String text) {
    String html = escape(text);
    StringBuilder out = new StringBuilder();
    String[] parts = html.split("`", -1);
    for (int i = 0; i < parts.length; i++) {
      if (i % 2 == 0) {
        out.append(
            parts[i]
                .replaceAll("\\*\\*(.+?)\\*\\*", "<strong>$1</strong>")
                .replaceAll("\\[([^\\]]+)\\]\\(((?:[a-z0-9-]+\\.html)?(?:#[a-z0-9-]+)?)\\)", "<a href=\"$2\">$1</a>"));
      } else if (i == parts.length - 1) {
        out.append('`').append(parts[i]); // a single ` is a `
      } else {
        out.append("<code>").append(parts[i]).append("</code>");
      }
    }
    return out.toString();
  }
}
