package io.parley.e2e.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests that module dependencies run one way (the table in {@link Room}). Seen red by letting the
 * ingest job import a class of the delivery-routing job, and by importing a Flink class into {@code
 * io.parley.schemas}.
 */
class OneWayArrowsTest {

  private static final JavaClasses MAIN_CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.parley");

  @ParameterizedTest
  @EnumSource(Room.class)
  void aRoomLooksOnlyIntoRoomsItMayUse(Room room) {
    String[] forbidden =
        Arrays.stream(Room.values())
            .filter(other -> !room.mayUse(other))
            .map(Room::packages)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(room.packages())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden)
        .as(room + " depends only on the rooms that Room allows it")
        .check(MAIN_CLASSES);
  }

  @Test
  void everyClassBelongsToARoom() {
    assertThat(MAIN_CLASSES)
        .filteredOn(
            type ->
                Arrays.stream(Room.values())
                    .noneMatch(room -> resideInAPackage(room.packages()).test(type)))
        .as("classes outside every room: name their package in Room, or move them")
        .isEmpty();
  }

  @Test
  void decisionsKnowNoFlink() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.parley.ingest.domain..",
            "io.parley.routing.domain..",
            "io.parley.receipts.domain..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.flink..")
        .check(MAIN_CLASSES);
  }

  @Test
  void schemasAndToolsKnowNoFlink() {
    noClasses()
        .that()
        .resideInAnyPackage(
            Room.SCHEMAS.packages(),
            Room.LOCAL.packages(),
            Room.KAFKA.packages(),
            Room.SCYLLA.packages(),
            Room.COMMAND.packages(),
            Room.CLI.packages(),
            Room.CHECKER.packages(),
            Room.SIMULATOR.packages())
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.flink..")
        .check(MAIN_CLASSES);
  }
}
