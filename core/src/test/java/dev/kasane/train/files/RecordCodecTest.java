package dev.kasane.train.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.json.Json;
import dev.kasane.json.JsonException;
import dev.kasane.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records become JSON and come back equal; nothing else is made from JSON. */
class RecordCodecTest {

  interface Animal {}

  enum Colour {
    RED,
    BLUE {
      @Override
      public String toString() {
        return "blue";
      }
    }
  }

  enum Pet implements Animal {
    CAT
  }

  record Dog(String name, int age, Colour colour) implements Animal {
    Dog {
      if (age < 0) {
        throw new IllegalArgumentException("age must be at least 0, received " + age);
      }
    }
  }

  record Zoo(
      List<Animal> animals,
      @Nullable Animal favourite,
      Dog guard,
      boolean open,
      long visitors,
      float price,
      double area,
      List<Integer> hours,
      List<Colour> colours,
      Shape cage) {}

  private final RecordCodec codec = new RecordCodec(List.of(Dog.class, Pet.class));

  private static Zoo zoo(double area) {
    return new Zoo(
        List.of(new Dog("Hachi", 9, Colour.RED), Pet.CAT), null, new Dog("\"", 0, Colour.BLUE), true, Long.MIN_VALUE,
        0.1f, area, List.of(9, 17), List.of(Colour.BLUE), Shape.of(2, 3));
  }

  @Test
  void comesBackEqual() {
    for (double area : new double[] {1.5, -0.0, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY}) {
      Json json = codec.encode(zoo(area), Zoo.class);
      assertThat(codec.decode(Json.parse(json.text()), Zoo.class)).isEqualTo(zoo(area));
    }
  }

  @Test
  void namesTypesOnlyWhereTheyCouldBeOthers() {
    assertThat(codec.encode(new Dog("a", 1, Colour.RED), Animal.class).text())
        .isEqualTo("{\"type\":\"Dog\",\"name\":\"a\",\"age\":1,\"colour\":\"RED\"}");
    assertThat(codec.encode(new Dog("a", 1, Colour.RED), Dog.class).text())
        .isEqualTo("{\"name\":\"a\",\"age\":1,\"colour\":\"RED\"}");
    assertThat(codec.encode(Pet.CAT, Animal.class).text()).isEqualTo("{\"type\":\"Pet\",\"constant\":\"CAT\"}");
  }

  @Test
  void refusesWhatDoesNotFit() {
    refuses("{\"type\":\"Wolf\"}", "unknown type 'Wolf'");
    refuses("{\"type\":\"java.lang.Runtime\"}", "unknown type 'java.lang.Runtime'");
    refuses("{}", "\"type\"");
    refuses("[]", "an object");
    refuses("{\"type\":\"Dog\",\"name\":\"a\",\"age\":1}", "colour");
    refuses("{\"type\":\"Dog\",\"name\":\"a\",\"age\":1,\"colour\":\"RED\",\"x\":1}", "expected the members");
    refuses("{\"type\":\"Dog\",\"name\":\"a\",\"age\":1.5,\"colour\":\"RED\"}", "Dog.age: Expected a whole number");
    refuses("{\"type\":\"Dog\",\"name\":\"a\",\"age\":3000000000,\"colour\":\"RED\"}", "Dog.age");
    refuses("{\"type\":\"Dog\",\"name\":1,\"age\":1,\"colour\":\"RED\"}", "Dog.name: Expected a string");
    refuses("{\"type\":\"Dog\",\"name\":\"a\",\"age\":1,\"colour\":\"GREEN\"}", "no constant 'GREEN'");
    refuses("{\"type\":\"Dog\",\"name\":\"a\",\"age\":-1,\"colour\":\"RED\"}", "refuses these values: age must be");
    refuses("{\"type\":\"Pet\",\"constant\":\"DOG\"}", "no constant 'DOG'");
    assertThatThrownBy(() -> codec.decode(Json.parse("{\"type\":\"Dog\"}"), Runnable.class))
        .hasMessageContaining("expected a Runnable");
  }

  private void refuses(String json, String message) {
    assertThatThrownBy(() -> codec.decode(Json.parse(json), Animal.class))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining(message);
  }

  @Test
  void whatIsNoRecordCannotBeSaved() {
    Animal anonymous = new Animal() {};
    assertThatThrownBy(() -> codec.encode(anonymous, Animal.class)).hasMessageContaining("expected a record");
    assertThatThrownBy(() -> new RecordCodec(List.of(String.class))).hasMessageContaining("Make it a record");
  }

  @Test
  void aTypeWhoseNameBelongsToAnotherIsRefused() {
    record Dog(int x) implements Animal {}
    assertThatThrownBy(() -> codec.encode(new Dog(1), Animal.class)).hasMessageContaining("belongs to");
    assertThatThrownBy(() -> new RecordCodec(List.of(Dog.class, RecordCodecTest.Dog.class)))
        .hasMessageContaining("have the same");
  }
}
