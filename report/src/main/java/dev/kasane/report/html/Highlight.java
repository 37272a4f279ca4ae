package dev.kasane.report.html;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Colours in listings: comments, strings, numbers and the words of Java and JavaScript. */
final class Highlight {

  private static final Pattern TOKENS =
      Pattern.compile(
          "(?<comment>//[^\\n]*|/\\*.*?\\*/)|(?<string>\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])*')"
              + "|(?<number>\\b\\d[\\d_]*(?:\\.\\d+)?(?:[eE][+-]?\\d+)?[fLd]?\\b)"
              + "|(?<word>\\b(?:abstract|boolean|break|byte|case|char|class|const|continue|default|do|double|else|enum"
              + "|extends|final|float|for|function|if|implements|import|int|interface|let|long|new|null|package|private"
              + "|protected|public|record|return|sealed|short|static|super|switch|this|throw|throws|true|false|try|var"
              + "|void|while|yield)\\b)",
          Pattern.DOTALL);

  private Highlight() {}

  /** The listing as HTML. Languages other than Java and JavaScript are only escaped. */
  static String html(String code, String language) {
    if (!language.equals("java") && !language.equals("javascript")) {
      return Html.escape(code);
    }
    StringBuilder out = new StringBuilder();
    Matcher matcher = TOKENS.matcher(code);
    int done = 0;
    while (matcher.find()) {
      out.append(Html.escape(code.substring(done, matcher.start())));
      String kind =
          matcher.group("comment") != null ? "k-c"
              : matcher.group("string") != null ? "k-s"
              : matcher.group("number") != null ? "k-n"
              : "k-w";
      out.append("<span class=\"").append(kind).append("\">").append(Html.escape(matcher.group())).append("</span>");
      done = matcher.end();
    }
    return out.append(Html.escape(code.substring(done))).toString();
  }
}
