/**
 * The configuration file of a cluster, which commands take with {@code --config FILE}.
 *
 * <p>{@link io.parley.command.cluster.ClusterConfig} says where Kafka, the CQL cluster and the
 * schema registry are, how to log in, and which names and sizes Parley uses there. A command gets
 * it by {@link io.parley.command.cluster.ClusterOption}, a picocli mixin.
 *
 * <pre>{@code
 * kafka:
 *   bootstrap-servers: broker-1:9093,broker-2:9093
 *   security-protocol: SASL_SSL           # PLAINTEXT if not given
 *   sasl-mechanism: SCRAM-SHA-512         # the default; or SCRAM-SHA-256, PLAIN
 *   user: parley-operator
 *   password-file: secrets/kafka          # relative to this file
 *   truststore-file: ca.pem               # PEM, PKCS12 or JKS; the JVM's own if not given
 * cql:
 *   contact-points: [db-1:9042, db-2:9042]
 *   datacenter: dc1
 *   keyspace: parley                      # the default
 *   replication: {dc1: 3}                 # the default is 3 copies in the datacenter
 *   min-replicas: 2                       # the default; 1 says that one copy is meant
 *   user: parley-operator
 *   password-file: secrets/cql
 *   tls: true
 *   truststore-file: ca.pem
 * registry:
 *   urls: [https://registry:8443/apis/ccompat/v7]
 *   user: parley-operator
 *   password-file: secrets/registry
 * prefixes: {topics: "", ids: parley}     # the defaults; the jobs' kafka.topic-prefix, id-prefix
 * generations: {chat.commands: chat.commands.2}
 * sizing: {replication-factor: 3, max-partitions: 60}
 * jobs: {transaction-timeout: 15m}        # the jobs' kafka.transaction.timeout
 * gateways: {signing-keys-file: keys}     # if the jobs have signatures.keys-file: to sign with
 * }</pre>
 *
 * <p>Secrets stand in files of their own. A secret in the configuration itself is refused, and no
 * message quotes it. A secret file is read when a connection is made, so a rotated secret needs no
 * other step. All faults of a file are reported at once.
 */
package io.parley.command.cluster;
