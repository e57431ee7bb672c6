/**
 * What Parley's promise asks of Kafka's brokers. {@link io.parley.schemas.broker.BrokerFacts} asks
 * the brokers, and {@link io.parley.schemas.broker.BrokerRules} judges the answers. The jobs and
 * the commands of operators share both, so that a cluster which the commands call well is one on
 * which the jobs start.
 */
package io.parley.schemas.broker;
