package dev.kasane.convnetjs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.convnetjs.json.ConvNetJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolTest {

  @Test
  void depthRunsFastestThenWidth() {
    Vol vol = new Vol(3, 2, 2, 0.0);
    vol.set(2, 1, 1, 7);
    assertThat(vol.w()[11]).isEqualTo(7);
    vol.addGrad(0, 1, 0, 2);
    vol.addGrad(0, 1, 0, 3);
    assertThat(vol.dw()[6]).isEqualTo(5);
    assertThat(vol.getGrad(0, 1, 0)).isEqualTo(5);
  }

  @Test
  void randomNumbersHaveTheDeviationOfTheirCount() {
    Vol vol = new Vol(50, 40, 10, Rand.seeded(3));
    double squares = 0;
    for (double w : vol.w()) {
      squares += w * w;
    }
    assertThat(squares).isCloseTo(1, within(0.05));
    assertThat(new Vol(2, 2, 2, Rand.seeded(9)).w()).isEqualTo(new Vol(2, 2, 2, Rand.seeded(9)).w());
    assertThat(new Vol(2, 2, 2).w()).isNotEqualTo(new Vol(2, 2, 2).w());
  }

  @Test
  void copiesDoNotShare() {
    Vol vol = new Vol(List.of(1, 2.5));
    Vol copy = vol.clone();
    copy.addFromScaled(vol, 2);
    copy.dw()[0] = 1;
    assertThat(vol.w()).containsExactly(1, 2.5);
    assertThat(vol.dw()).containsExactly(0, 0);
    assertThat(copy.w()).containsExactly(3, 7.5);
    assertThat(copy.clone().dw()).containsExactly(0, 0);
    assertThat(copy.cloneAndZero().w()).containsExactly(0, 0);
    copy.setConst(4);
    copy.addFrom(vol);
    assertThat(copy.w()).containsExactly(5, 6.5);
  }

  @Test
  void refusesPositionsAndSizesThatAreNone() {
    Vol vol = new Vol(3, 2, 2, 0.0);
    assertThatThrownBy(() -> vol.get(3, 0, 0)).isInstanceOf(ConvNetException.class)
        .hasMessage("Vol: expected a position inside 3x2x2, received (3, 0, 0)");
    assertThatThrownBy(() -> new Vol(-1, 2, 2, 0.0)).hasMessageContaining("-1x2x2");
    assertThatThrownBy(() -> new Vol(70000, 70000, 70000, 0.0)).hasMessageContaining("2^31");
    assertThatThrownBy(() -> vol.addFrom(Vol.of(1))).hasMessageContaining("12 numbers");
    assertThatThrownBy(() -> Vol.wrap(2, 2, 1, new double[3])).hasMessageContaining("expected 4 numbers");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "{\"sx\":1,\"sy\":1,\"depth\":2,\"w\":[1.5,-2e-3]}",
    "{\"sx\":1,\"sy\":1,\"depth\":2,\"w\":{\"0\":1.5,\"1\":-2e-3}}",
    "{\"sx\":1,\"sy\":1,\"depth\":2,\"w\":{\"1\":-2e-3,\"0\":1.5}}"
  })
  void readsListsAndWhatTypedArraysBecome(String json) {
    Vol vol = Vol.parse(json);
    assertThat(vol.w()).containsExactly(1.5, -0.002);
    assertThat(ConvNetJson.stringify(vol.toJSON())).isEqualTo("{\"sx\":1,\"sy\":1,\"depth\":2,\"w\":[1.5,-0.002]}");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "{\"sx\":1,\"sy\":1,\"depth\":2,\"w\":[1]} | w: expected 2 numbers for 1x1x2, received 1",
    "{\"sx\":1,\"sy\":1,\"depth\":2,\"w\":[1,null]} | w[1]: expected a finite number, received null (JSON writes NaN",
    "{\"sx\":1,\"sy\":1,\"depth\":2,\"w\":{\"0\":1,\"2\":2}} | w[1]: expected a finite number, received null",
    "{\"sx\":1,\"sy\":1,\"depth\":1,\"w\":[1e999]} | w[0]: expected a finite number, received Infinity",
    "{\"sx\":1,\"sy\":1,\"depth\":2000000000,\"w\":[1]} | w: expected 2000000000 numbers",
    "{\"sx\":2000000000,\"sy\":2000000000,\"depth\":2000000000,\"w\":[1]} | w: expected 9223372036854775807 numbers",
    "{\"sx\":-1,\"sy\":-1,\"depth\":1,\"w\":[1]} | sx: expected a whole number from 0, received -1",
    "{\"sx\":1.5,\"sy\":1,\"depth\":1,\"w\":[1]} | sx: expected a whole number from 0, received 1.5",
    "{\"sy\":1,\"depth\":1,\"w\":[1]} | sx: expected a number, received nothing",
    "{\"sx\":1,\"sy\":1,\"depth\":1} | w: expected numbers, received nothing",
    "{\"sx\":1,\"sy\":1,\"depth\":1,\"w\":\"x\"} | w: expected numbers, received \"x\"",
    "{\"sx\":1,\"sx\":1} | Expected each name once",
    "{\"sx\":1 | Not JSON",
    "[1] | Expected a JSON object",
    "{} {} | Expected nothing after"
  })
  void namesWhatIsWrongWithJson(String json, String message) {
    assertThatThrownBy(() -> Vol.parse(json)).isInstanceOf(ConvNetException.class).hasMessageContaining(message)
        .message().doesNotContain("\n");
  }

  @Test
  void staysAsItWasWhenJsonIsWrong() {
    Vol vol = Vol.of(1, 2);
    assertThatThrownBy(() -> vol.fromJSON(Map.of("sx", 1, "sy", 1, "depth", 3, "w", List.of(1))))
        .isInstanceOf(ConvNetException.class);
    assertThat(vol.w()).containsExactly(1, 2);
    assertThat(vol.depth()).isEqualTo(2);
  }
}
