/**
 * Judges one gateway by its records: which of the numbered rules of the contract page it broke, in
 * which record, and what to do about it.
 *
 * <p>{@link io.parley.checker.conformance.GatewayStory} gathers the records that the gateway wrote
 * and was sent. Each class that implements {@link io.parley.checker.conformance.Judge} looks for
 * breaches of a few rules in the story. {@link io.parley.checker.conformance.Rule} has all rules,
 * those included that leave no trace in the topics. The judges accuse only where the topics prove a
 * breach, so a rule without a finding was kept or could not be seen to be broken.
 *
 * <p>A story fits in memory: it has the records of one gateway and of its devices within the
 * retention of the topics, without payloads. Of other gateways it has the newest event that each of
 * these devices was sent.
 */
package io.parley.checker.conformance;
