package io.parley.common.job;

import io.parley.common.env.JobOptions;
import io.parley.common.env.Preflight;
import io.parley.common.options.JobArguments;
import io.parley.common.options.OptionGroup;
import io.parley.common.options.OptionReader;
import io.parley.common.options.Parsed;
import io.parley.schemas.job.JobSpec;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ParameterTool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@code main} of every job: reads the options, settles the engine's settings, refuses what
 * would lose data, builds the job and submits it.
 *
 * <pre>{@code
 * public static void main(String[] args) throws Exception {
 *   JobMain.of(JOB, IngestOptions.GROUPS, IngestOptions::read)
 *       .run(args, (env, options) -> build(env, options, IngestSources.of(options), IngestSinks.of(options)));
 * }
 * }</pre>
 *
 * @param job who the job is: names, topics
 * @param groups all options that the job knows
 * @param read makes the typed options
 */
public record JobMain<O extends JobOptions>(
    JobSpec job, List<OptionGroup> groups, Function<OptionReader, O> read) {

  private static final Logger LOG = LoggerFactory.getLogger(JobMain.class);

  /** Puts a job together in an environment. */
  @FunctionalInterface
  public interface Builder<O> {
    void build(StreamExecutionEnvironment environment, O options) throws Exception;
  }

  public JobMain {
    groups = List.copyOf(groups);
  }

  /** A job's main. */
  public static <O extends JobOptions> JobMain<O> of(
      JobSpec job, List<OptionGroup> groups, Function<OptionReader, O> read) {
    return new JobMain<>(job, groups, read);
  }

  /**
   * Submits the job.
   *
   * @throws io.parley.common.options.InvalidOptionsException with all faults of the options or of
   *     the surroundings; then nothing was submitted
   */
  public void run(String[] args, Builder<O> builder) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    prepare(args, environment, builder);
    environment.execute(job.flinkName());
  }

  /** Prepares the job: all steps of {@link #run} before it submits. */
  void prepare(String[] args, StreamExecutionEnvironment environment, Builder<O> builder)
      throws Exception {
    Parsed<O> parsed = JobArguments.parse(groups, args, read);
    parsed.warnings().forEach(LOG::warn);
    O options = parsed.options();
    options.platform().engine().applyTo(environment);
    Preflight.check(
        environment.getConfiguration(), options.platform().kafka(), options::topic, job);
    environment.getConfig().setGlobalJobParameters(ParameterTool.fromMap(parsed.effective()));
    builder.build(environment, options);
  }
}
