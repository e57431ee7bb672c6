/**
 * What surrounds a job: the engine's settings and the checks before it starts.
 *
 * <p>{@link io.parley.common.env.EngineOptions} are Flink's own settings under Flink's own keys,
 * with the defaults that Parley's promise needs. Strongest first: an argument of the job, Flink's
 * configuration ({@code config.yaml}, {@code -D}), Parley's default. So an operator can override
 * any of them in the way he knows.
 *
 * <p>{@link io.parley.common.env.Preflight} runs in {@code main}, on the settings that really
 * apply, before anything is submitted. It refuses what would lose data, all faults at once:
 *
 * <ul>
 *   <li>{@link io.parley.common.env.EngineRules}: exactly-once checkpoints that outlive the
 *       process, uids, and a transaction timeout that outlasts checkpoints and outages;
 *   <li>{@link io.parley.common.decode.StartCheck}: no start without state on topics that the job
 *       has read before;
 *   <li>{@link io.parley.common.env.BrokerRules}: what only the brokers know, such as the longest
 *       transaction they allow, the transaction protocol, and how the topics are set up.
 * </ul>
 */
package io.parley.common.env;
