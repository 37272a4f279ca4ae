package dev.kasane.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader takes what RFC 8259 allows and nothing else; what is written comes back. */
class JsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}", "[]", "0", "-0", "1.5", "-1.5e+300", "1E-7", "true", "false", "null", "\"\"",
        "{\"a\":[1,{\"b\":null}],\"c\":\"d\"}", "\"\\u0041\\n\\\"\\\\\"", "[[[]]]", "\"重ね\""
      })
  void takesWhatIsJson(String text) {
    Json value = Json.parse(text);
    assertThat(Json.parse(value.text())).isEqualTo(value);
    assertThat(Json.parse(" \t\r\n" + text + " \n")).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "{", "[", "[1,]", "{\"a\":1,}", "{a:1}", "{'a':1}", "01", "1.", ".5", "+1", "1e", "1e+", "--1", "NaN",
        "Infinity", "tru", "truex", "nul", "\"", "\"\\x\"", "\"\\u12g4\"", "\"\\u12\"", "\"a\nb\"",
        "[1 2]", "{\"a\" 1}",
        "{\"a\":1 \"b\":2}", "1 2", "{}{}", "// c\n1", "\"\\ud800\"", "\"\\udc00\\ud800\"", "{\"a\":1,\"a\":2}",
        "\u00a01",
        "{1:2}", "]", "}", ",", ":", "[}", "\ufeff{}"
      })
  void refusesWhatIsNot(String text) {
    assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(JsonException.class).hasMessageContaining("expected");
  }

  @Test
  void namesPlaceAndWhatWasExpected() {
    assertThatThrownBy(() -> Json.parse("{\"a\":1,\"a\":2}"))
        .hasMessage("JSON at character 7: expected each member name once, found '\"a\":2}'");
  }

  @Test
  void depthAndLengthOfNumbersAreLimited() {
    assertThat(Json.parse("[".repeat(64) + "]".repeat(64))).isNotNull();
    assertThatThrownBy(() -> Json.parse("[".repeat(66) + "]".repeat(66))).hasMessageContaining("64 levels");
    assertThatThrownBy(() -> Json.parse("[".repeat(1_000_000))).isInstanceOf(JsonException.class);
    assertThatThrownBy(() -> Json.parse("{\"a\":".repeat(1_000_000))).isInstanceOf(JsonException.class);
    assertThatThrownBy(() -> Json.parse("1".repeat(65))).hasMessageContaining("64 characters");
  }

  @Test
  void numbersComeBackBitForBit() {
    long seed = 20;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 2000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      double back = Json.parse(Json.of(value).text()).number();
      assertThat(Double.doubleToLongBits(back))
          .as("seed %d, %s", seed, value)
          .isEqualTo(Double.doubleToLongBits(value));
      long whole = random.nextLong() >> random.nextInt(64);
      assertThat(Json.parse(Json.of(whole).text()).integer()).isEqualTo(whole);
    }
    assertThat(Json.parse(Json.of(-0.0).text()).number()).isEqualTo(-0.0);
  }

  @Test
  void stringsComeBackAsTheyWere() {
    SplittableRandom random = new SplittableRandom(21);
    for (int i = 0; i < 500; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(20); j > 0; j--) {
        int code = random.nextInt(random.nextBoolean() ? 0x80 : 0x110000);
        if (!Character.isBmpCodePoint(code) || !Character.isSurrogate((char) code)) {
          text.appendCodePoint(code);
        }
      }
      assertThat(Json.parse(Json.of(text.toString()).text()).string()).isEqualTo(text.toString());
    }
  }

  @Test
  void wrongKindsAreNamed() {
    assertThatThrownBy(() -> Json.parse("[]").object()).hasMessage("Expected an object, received []");
    assertThatThrownBy(() -> Json.parse("1.5").integer()).hasMessageContaining("a whole number");
    assertThatThrownBy(() -> Json.parse("99999999999999999999").integer()).hasMessageContaining("a whole number");
    assertThatThrownBy(() -> Json.parse("7").integer(0, 6)).hasMessageContaining("from 0 to 6");
    assertThatThrownBy(() -> Json.parse("{\"a\":1}").object().get("b")).hasMessageContaining("[a]");
    assertThatThrownBy(() -> Json.parse("\"x\"").number()).hasMessageContaining("a number");
  }
}
