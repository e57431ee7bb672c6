/**
 * Flink's settings for a job, and the checks before the job starts.
 *
 * <p>{@link io.parley.common.env.EngineOptions} are Flink's own settings under Flink's own keys,
 * with the defaults that Parley's guarantees need. The order of precedence is an argument of the
 * job, Flink's configuration ({@code config.yaml}, {@code -D}), Parley's default. So operators can
 * override any setting in the way that they know.
 *
 * <p>{@link io.parley.common.env.Preflight} runs in {@code main}, on the settings that really
 * apply, before anything is submitted. It refuses settings that could lose data, and reports all
 * faults at once:
 *
 * <ul>
 *   <li>{@link io.parley.common.env.EngineRules}: exactly-once checkpoints that outlive the
 *       process, uids, and a transaction timeout that outlasts checkpoints and outages;
 *   <li>{@link io.parley.common.decode.StartCheck}: no start without state on topics that the job
 *       has read before;
 *   <li>{@link io.parley.schemas.broker.BrokerRules}: facts that only the brokers know, such as the
 *       longest transaction they allow, the transaction protocol, and the settings of the topics.
 * </ul>
 */
package io.parley.common.env;
