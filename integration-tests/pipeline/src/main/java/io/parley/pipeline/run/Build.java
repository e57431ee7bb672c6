package io.parley.pipeline.run;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import io.parley.pipeline.PipelineJob;
import java.io.IOException;
import java.nio.file.Path;
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
      HashCode sum = MoreFiles.asByteSource(jar).hash(Hashing.sha256());
      facts.put(jar.getFileName().toString(), "sha256:" + sum);
    }
    return facts;
  }
}
