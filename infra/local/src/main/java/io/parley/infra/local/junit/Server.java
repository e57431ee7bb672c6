package io.parley.infra.local.junit;

/** The servers a test can ask for. */
public enum Server {
  /** One CQL server with durable writes. */
  CQL,
  /** One Kafka broker. */
  KAFKA,
  /** A schema registry. */
  REGISTRY,
  /** A Flink session cluster with one TaskManager. */
  FLINK
}
