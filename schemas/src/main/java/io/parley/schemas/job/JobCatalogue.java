package io.parley.schemas.job;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** All jobs, in the order in which they are submitted. Immutable. */
public final class JobCatalogue {

  private static final String RESOURCE = "/parley/jobs.yaml";

  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION))
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

  private final List<JobSpec> jobs;

  private JobCatalogue(List<JobSpec> jobs) {
    this.jobs = List.copyOf(jobs);
  }

  /** Read at its first use. */
  private static final class OfThisBuild {
    static final JobCatalogue INSTANCE = read();
  }

  /** The catalogue of this build. It is read once. */
  public static JobCatalogue load() {
    return OfThisBuild.INSTANCE;
  }

  private static JobCatalogue read() {
    try (InputStream yaml = JobCatalogue.class.getResourceAsStream(RESOURCE)) {
      if (yaml == null) {
        throw new IllegalStateException(
            RESOURCE + " is not on the class path: the parley-schemas jar is incomplete");
      }
      return new JobCatalogue(YAML.readValue(yaml, Entries.class).jobs());
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read as a list of jobs", e);
    }
  }

  public List<JobSpec> jobs() {
    return jobs;
  }

  /**
   * The job of that name.
   *
   * @param name one of {@link Jobs}
   * @throws IllegalArgumentException if the catalogue does not have it
   */
  public JobSpec job(String name) {
    return jobs.stream()
        .filter(job -> job.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No job '%s' in the catalogue; it has %s"
                        .formatted(name, jobs.stream().map(JobSpec::name).toList())));
  }

  /** The file as a whole. */
  private record Entries(List<JobSpec> jobs) {}
}
