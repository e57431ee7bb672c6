package io.parley.e2e.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.schemas.job.JobCatalogue;
import io.parley.schemas.job.JobSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Looks at the jars that the build has made: at what in them could differ from one build to the
 * next, and at the lists of what is in them. It needs no servers, but the jars; so it runs where
 * tests with servers run. {@code .ci/reproducible} builds a second time and compares all bytes.
 *
 * <p>Seen red: without a list of licences.
 */
class BuiltJarsIT {

  private static final Path HOME = Path.of(System.getProperty("parley.home", "../.."));

  /** That of project.build.outputTimestamp in the root POM. */
  private static final LocalDateTime STAMP = LocalDateTime.parse(stamp());

  private static String stamp() {
    return Xml.read(HOME.resolve("pom.xml"))
        .getElementsByTagName("project.build.outputTimestamp")
        .item(0)
        .getTextContent()
        .replace("Z", "");
  }

  @Test
  void everyEntryOfOursHasTheTimeOfTheBuildFile() {
    assertThat(ownJars()).hasSizeGreaterThan(15);
    for (Path jar : ownJars()) {
      assertThat(entries(jar))
          .as("%s", jar)
          .filteredOn(entry -> entry.getName().startsWith("io/parley/"))
          .allSatisfy(
              entry -> assertThat(entry.getTimeLocal()).as(entry.getName()).isEqualTo(STAMP));
    }
  }

  @Test
  void noManifestNamesTheBuilderOrTheTime() throws IOException {
    for (Path jar : ownJars()) {
      try (JarFile file = new JarFile(jar.toFile())) {
        assertThat(file.getManifest().getMainAttributes().keySet())
            .extracting(Object::toString)
            .as("%s", jar)
            .doesNotContain("Built-By", "Build-Time", "Bnd-LastModified", "Build-Date");
      }
    }
  }

  @Test
  void noEntryIsThereTwice() {
    for (Path jar : ownJars()) {
      Set<String> names = new HashSet<>();
      assertThat(entries(jar))
          .as("%s", jar)
          .allSatisfy(entry -> assertThat(names.add(entry.getName())).as(entry.getName()).isTrue());
    }
  }

  @Test
  void everythingThatIsShippedHasAListOfItsLicences() {
    for (Path module : shipped()) {
      assertThat(module.resolve("target/generated-sources/license/THIRD-PARTY.txt"))
          .isNotEmptyFile()
          .content()
          .contains("org.apache.kafka:kafka-clients")
          .doesNotContain("(Unknown license)");
    }
  }

  @Test
  void everythingThatIsShippedHasABillOfMaterialsWithLicences() throws IOException {
    for (Path module : shipped()) {
      Path file = module.resolve("target/bom.json");
      assumeThat(file).as("Maven makes no bill of materials with --offline").exists();
      JsonNode bill = new ObjectMapper().readTree(file.toFile());
      assertThat(bill.get("bomFormat").asText()).isEqualTo("CycloneDX");
      assertThat(bill.get("components")).as("%s", module).hasSizeGreaterThan(30);
      assertThat(bill.get("components"))
          .filteredOn(part -> !part.path("group").asText().equals("io.parley"))
          .allSatisfy(part -> assertThat(part.path("licenses")).as("%s", part).isNotEmpty());
    }
  }

  private static List<Path> shipped() {
    List<Path> modules = new ArrayList<>();
    JobCatalogue.load().jobs().stream()
        .map(JobSpec::module)
        .map(HOME::resolve)
        .forEach(modules::add);
    modules.add(HOME.resolve("infra/dist"));
    return modules;
  }

  /** The jars of all modules, the fat ones included. */
  private static List<Path> ownJars() {
    try (Stream<Path> files = Files.walk(HOME, 6)) {
      return files
          .filter(file -> file.getParent().endsWith("target"))
          .filter(file -> file.toString().endsWith(".jar"))
          .filter(file -> !file.getFileName().toString().startsWith("original-"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<JarEntry> entries(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().filter(entry -> !entry.isDirectory()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
