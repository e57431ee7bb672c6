package io.parley.pipeline.run;

import io.parley.pipeline.PipelineJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was run: the SHA-256 of each job's jar. The build is reproducible, so whoever builds the
 * same sources gets the same sums.
 */
public final class Build {

  private Build() {}

  /** The sums, by the name of the jar. */
  public static Map<String, String> facts() throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    for (PipelineJob job : PipelineJob.values()) {
      Path jar = job.local().jar();
      facts.put(jar.getFileName().toString(), "sha256:" + sha256(jar));
    }
    return facts;
  }

  private static String sha256(Path file) throws IOException {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
