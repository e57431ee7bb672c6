package io.parley.operations.deploy;

import io.parley.command.Subcommand;
import picocli.CommandLine.Command;

/** The command {@code deploy}: topics, schemas, tables and rights of any cluster. */
@Command(
    name = "deploy",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "STEP",
    header = "Makes a cluster what Parley needs: topics, schemas, tables, rights.",
    description = {
      "",
      "Run the steps in the order topics, schemas, tables, rights. Each compares first and may be"
          + " run any number of times. --dry-run prints the differences: + is created, ~ is"
          + " changed, - is removed, ! is refused. Afterwards `parley doctor` should find nothing.",
      "",
      "The configuration file:",
      "",
      "  kafka:",
      "    bootstrap-servers: broker-1:9093,broker-2:9093",
      "    security-protocol: SASL_SSL      # default PLAINTEXT; or SSL, SASL_PLAINTEXT",
      "    sasl-mechanism: SCRAM-SHA-512    # default; or SCRAM-SHA-256, PLAIN",
      "    user: parley-deployer",
      "    password-file: secrets/kafka     # relative to this file; a secret is never",
      "                                     # in this file itself",
      "    truststore-file: ca.pem          # .pem, .p12, .jks; default: the JVM's own",
      "                                     # also truststore-password-file,",
      "                                     # keystore-file, keystore-password-file",
      "  cql:",
      "    contact-points: [db-1:9042, db-2:9042]",
      "    datacenter: dc1",
      "    keyspace: parley                 # default",
      "    replication: {dc1: 3}            # default: 3 copies in the datacenter",
      "    user: parley_deployer",
      "    password-file: secrets/cql",
      "    tls: true                        # default false; the same files as kafka",
      "  registry:",
      "    urls: [https://registry:8443/apis/ccompat/v7]",
      "    user: parley-deployer            # basic authentication",
      "    password-file: secrets/registry",
      "  prefixes: {topics: '', ids: parley}   # default",
      "  generations: {chat.commands: chat.commands.2}",
      "  sizing: {replication-factor: 3, max-partitions: 512}   # default",
      "  jobs: {transaction-timeout: 15m}      # default; kafka.transaction.timeout",
      "  gateways: {signing-keys-file: keys}   # if the jobs have signatures.keys-file",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 done or nothing to do, 1 failed or refused, 2 wrong usage.",
      "",
      "Examples:",
      "  parley deploy topics --config prod.yaml --dry-run",
      "  parley deploy schemas --config prod.yaml",
      "  parley deploy tables --config prod.yaml --json",
      "  parley deploy rights --config prod.yaml --passwords secrets/"
    },
    subcommands = {DeployTopics.class, DeploySchemas.class, DeployTables.class, DeployRights.class})
public final class DeployCommand implements Subcommand {}
