package dev.kasane;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.kasane.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The arrows of the house: {@code tensor <- graph <- autodiff, plan <- backend <- backend.*}; {@code nn -> graph};
 * {@code train -> nn, autodiff, plan, backend, data}. They go one way, and core uses nothing but the JDK.
 */
class ArchitectureTest {

  private static final String ROOT = "dev.kasane.";

  private static final JavaClasses CORE =
      new ClassFileImporter().importUrl(Tensor.class.getProtectionDomain().getCodeSource().getLocation());

  /** What each package, with those below it, may use besides itself; the JDK goes without saying. */
  private static final Map<String, List<String>> ARROWS = arrows();

  private static Map<String, List<String>> arrows() {
    Map<String, List<String>> arrows = new LinkedHashMap<>();
    arrows.put("tensor", List.of());
    arrows.put("json", List.of());
    arrows.put("graph", List.of("tensor"));
    arrows.put("autodiff", List.of("graph", "tensor"));
    arrows.put("explain", List.of("graph", "tensor"));
    arrows.put("plan", List.of("graph", "tensor"));
    arrows.put("backend", List.of("plan", "graph", "tensor"));
    arrows.put("nn", List.of("graph", "tensor"));
    arrows.put("data", List.of("tensor"));
    arrows.put(
        "train", List.of("nn", "autodiff", "explain", "plan", "backend", "data", "graph", "tensor", "json"));
    return arrows;
  }

  @TestFactory
  Stream<DynamicTest> packagesUseOnlyWhatTheyMay() {
    return ARROWS.entrySet().stream()
        .map(arrow -> DynamicTest.dynamicTest(arrow.getKey(), () -> check(arrow.getKey(), arrow.getValue(), CORE)));
  }

  private static void check(String from, List<String> to, JavaClasses classes) {
    List<String> allowed = new ArrayList<>();
    allowed.addAll(List.of("java..", "javax..", "jdk..", "com.sun.management..", "org.jspecify.."));
    allowed.add(ROOT + from + "..");
    to.forEach(name -> allowed.add(ROOT + name + ".."));
    classes()
        .that()
        .resideInAPackage(ROOT + from + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed.toArray(String[]::new))
        .check(classes);
  }

  @Test
  void everyPackageHasItsArrows() {
    assertThat(CORE.stream().map(JavaClass::getPackageName).filter(name -> name.startsWith(ROOT)).distinct())
        .allSatisfy(name -> assertThat(ARROWS).containsKey(name.substring(ROOT.length()).split("\\.")[0]))
        .hasSizeGreaterThan(15);
  }

  @Test
  void theBackendInterfaceKnowsNoBackend() {
    classes().that().resideInAPackage("dev.kasane.backend").should().onlyDependOnClassesThat()
        .resideOutsideOfPackages("dev.kasane.backend.cpu..", "dev.kasane.backend.reference..").check(CORE);
    classes().that().resideInAPackage("dev.kasane.backend.reference..").should().onlyDependOnClassesThat()
        .resideOutsideOfPackage("dev.kasane.backend.cpu..").check(CORE);
    classes().that().resideInAPackage("dev.kasane.backend.cpu..").should().onlyDependOnClassesThat()
        .resideOutsideOfPackage("dev.kasane.backend.reference..").check(CORE);
  }

  @Test
  void filesAndCallbacksKnowNoModel() {
    classes().that().resideInAnyPackage("dev.kasane.train.callbacks..", "dev.kasane.train.files..")
        .should().onlyDependOnClassesThat().resideOutsideOfPackage("dev.kasane.train").check(CORE);
  }

  @Test
  void roomsHaveNoCircles() {
    slices().matching("dev.kasane.(*)..").should().beFreeOfCycles().check(CORE);
  }

  /** A rule that cannot fail protects nothing. */
  @Test
  void aForbiddenArrowIsFound() {
    assertThatThrownBy(() -> check("graph", List.of(), CORE)).hasMessageContaining("dev.kasane.tensor");
  }
}
