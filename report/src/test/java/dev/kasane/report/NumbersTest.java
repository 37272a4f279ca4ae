package dev.kasane.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "0|0", "0.001|0.001", "200000|200,000", "1.5e-7|1.5e-7", "-0.25|-0.25", "123456.789|123,457", "1e12|1e12",
    "-2.5e-9|-2.5e-9", "99.99999|100", "0.1|0.1"})
  void generalNumbersAreShort(double value, String text) {
    assertThat(Numbers.general(value, 6)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "0.0851|85.1 ms", "3.68457|3.68 s", "725|12 min 5 s", "18282.3|5 h 4 min", "0.9999|1 s", "59.96|60 s",
    "100|1 min 40 s", "0.00002|0.02 ms"})
  void durationsHaveTheirUnit(double seconds, String text) {
    assertThat(Numbers.seconds(seconds)).isEqualTo(text);
  }

  @Test
  void specialNumbersAreNamed() {
    assertThat(Numbers.general(Double.NaN, 3)).isEqualTo("NaN");
    assertThat(Numbers.fixed(Double.NEGATIVE_INFINITY, 1)).isEqualTo("-∞");
  }

  @Test
  void aSpreadHasTheSampleDeviation() {
    Spread spread = Spread.of(2, 4, 4, 4, 5, 5, 7, 9);
    assertThat(spread.mean()).isEqualTo(5);
    assertThat(spread.deviation()).isEqualTo(Math.sqrt(32.0 / 7)); // by hand: squares sum to 32
    assertThat(spread.text(2)).isEqualTo("5.00 ± 2.14");
    assertThat(Spread.of(3).text(1)).isEqualTo("3.0");
    assertThatThrownBy(() -> new Spread(List.of())).hasMessageContaining("at least one value");
  }
}
