/**
 * The options of a job: declared once, read once, typed ever after.
 *
 * <p>An option is a Flink {@code ConfigOption}: a key, a type, a default and one sentence. Options
 * that belong together form an {@link io.parley.common.options.OptionGroup}, which adds the {@link
 * io.parley.common.options.Range} of each:
 *
 * <pre>{@code
 * OptionGroup.named("Ingest").with(DATACENTER, Range.between(0, 7)).with(MAX_MEMBERS, Range.atLeast(2));
 * }</pre>
 *
 * <p>A job lists its groups and turns what the operator gave into one immutable record:
 *
 * <pre>{@code
 * Parsed<IngestOptions> parsed = JobArguments.parse(IngestOptions.GROUPS, args, IngestOptions::read);
 * }</pre>
 *
 * <p>To rename an option, declare it under its new key {@code withDeprecatedKeys(former)}: the
 * former key goes on working, and {@code Parsed.warnings} names both.
 *
 * <p>The operator gives options as {@code --key value} (or {@code --key=value}) and in files named
 * by {@code --config file.yaml} or {@code --config file.properties}. An argument beats a file, a
 * later file beats an earlier one. A key that no group declares is an error. All faults are
 * reported at once, in one {@link io.parley.common.options.InvalidOptionsException}, before
 * anything is started.
 *
 * <p>Secrets are never option values. An option whose key ends in {@code -file} names a file that
 * the TaskManagers read when a task opens ({@link io.parley.common.options.SecretFile}), so the
 * secret is not in the job graph, not in the dashboard and not in the process list. Kafka client
 * properties refer to secrets by Kafka's own <code>${file:path:key}</code>.
 *
 * <p>{@link io.parley.common.options.OptionTable} writes the reference table of a job's README from
 * the same declarations, so that it cannot drift.
 */
package io.parley.common.options;
