package io.parley.infra.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * A job that trickles numbers for ever, to be run on a real cluster.
 *
 * <p>Its one source task holds the generator's one split, and only the tasks behind the exchange
 * follow the job's parallelism. More source tasks than a savepoint has splits would be told that
 * there are no more, and finish.
 */
public final class EndlessJob {

  private EndlessJob() {}

  /** Runs in the JobManager. The one argument is the checkpoint interval in milliseconds. */
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.enableCheckpointing(Long.parseLong(args[0]));
    DataGeneratorSource<Long> numbers =
        new DataGeneratorSource<>(
            number -> number, Long.MAX_VALUE, RateLimiterStrategy.perSecond(10), Types.LONG);
    env.fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers")
        .setParallelism(1)
        .keyBy(number -> number % 64)
        .sinkTo(new DiscardingSink<>());
    env.execute("endless");
  }

  /** Packs this class as a job's jar. */
  static Path jar(Path directory) throws IOException {
    String entry = EndlessJob.class.getName().replace('.', '/') + ".class";
    Path jar = Files.createDirectories(directory).resolve("endless.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        InputStream in = EndlessJob.class.getClassLoader().getResourceAsStream(entry)) {
      out.putNextEntry(new JarEntry(entry));
      in.transferTo(out);
    }
    return jar;
  }
}
