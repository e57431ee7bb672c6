package io.parley.e2e.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/**
 * Tests that no child process shares the standard input of its parent. Maven speaks to the JVM of
 * the tests through its standard input. A child that reads from it takes words of that
 * conversation, and the build fails though every test has passed: {@code npm ci} did so in one run
 * of three. A child of a command would read what the user types to the command. Seen red with
 * {@code inheritIO()} in {@code NodeGateway}.
 */
class StandardInputTest {

  @Test
  void noChildProcessReadsFromTheStandardInputOfItsParent() {
    noClasses()
        .should()
        .callMethod(ProcessBuilder.class, "inheritIO")
        .because("it shares the standard input; redirect output and errors each by itself")
        .check(new ClassFileImporter().importPackages("io.parley"));
  }
}
