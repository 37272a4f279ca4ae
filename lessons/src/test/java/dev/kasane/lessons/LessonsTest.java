package dev.kasane.lessons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.data.DataException;
import dev.kasane.report.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LessonsTest {

  @Test
  void namesAreOfOneKindAndUnique() {
    assertThat(Lessons.all()).extracting(Lesson::name).doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).matches("[a-z0-9][a-z0-9-]*").isNotEqualTo("all").isNotEqualTo("index"));
  }

  @Test
  void everyLessonSpeaksBothLanguages() {
    assertThat(Lessons.all()).allSatisfy(lesson -> {
      for (Text text : List.of(lesson.title(), lesson.summary())) {
        assertThat(text.en()).isNotBlank().matches("\\A[^\\u3040-\\u30ff\\u4e00-\\u9fff]*\\z");
        assertThat(text.ja()).containsPattern("[\\u3040-\\u30ff\\u4e00-\\u9fff]");
      }
      assertThat(lesson.seconds()).isBetween(1, 3600);
    });
  }

  @Test
  void aLessonIsFoundByItsName() {
    Lesson first = Lessons.all().getFirst();
    assertThat(Lessons.find(first.name())).isSameAs(first);
    assertThat(Lessons.find("no such lesson")).isNull();
  }

  @Test
  void withoutDataALessonSaysSo(@TempDir Path empty) {
    assertThatThrownBy(() -> new LessonContext().data(empty).mnist()).isInstanceOf(DataException.class)
        .hasMessageContaining(empty.toString());
  }

  @Test
  void resultsComeInOrderOfTheSeeds() {
    LessonContext context = new LessonContext().seed(40).seeds(7).threads(3);
    var threads = ConcurrentHashMap.newKeySet();
    assertThat(context.overSeeds(seed -> {
      threads.add(Thread.currentThread());
      return 2 * seed;
    })).containsExactly(80L, 82L, 84L, 86L, 88L, 90L, 92L);
    assertThat(threads).hasSizeLessThanOrEqualTo(3);
    assertThatThrownBy(() -> context.overSeeds(seed -> {
      throw new IllegalArgumentException("seed " + seed);
    })).isInstanceOf(IllegalArgumentException.class).hasMessage("seed 40");
  }

  @Test
  void sourcesAreThoseOfTheClass() {
    assertThat(Sources.of(Lessons.class)).startsWith("/** All lessons. */").contains("public final class Lessons {")
        .doesNotContain("import ");
    String members = Sources.members(Lessons.class, "find", "ALL");
    assertThat(members).startsWith("/** The lesson of a name, or null. */\npublic static @Nullable Lesson find(")
        .contains("\nprivate static final List<Lesson> ALL =").doesNotContain("List<Lesson> all()");
    assertThatThrownBy(() -> Sources.members(Lessons.class, "nothing")).hasMessageContaining("found none");
    assertThatThrownBy(() -> Sources.of(String.class)).hasMessageContaining("String.java");
  }
}
