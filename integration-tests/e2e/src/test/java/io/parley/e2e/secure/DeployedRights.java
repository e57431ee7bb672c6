package io.parley.e2e.secure;

import io.parley.cli.StackSecrets;
import io.parley.cli.StackState;
import io.parley.e2e.cli.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The command {@code deploy rights}, run against a secured stack as operators run it against their
 * cluster: with a configuration file that names files of secrets.
 */
final class DeployedRights {

  private DeployedRights() {}

  /**
   * Sets the passwords of all users to those in the stack's files.
   *
   * @return what the command said
   */
  static String withPasswords(StackState state, StackSecrets secrets, Path directory)
      throws IOException {
    return Answer.ok(
        "deploy",
        "rights",
        "--config",
        configuration(state, secrets, directory).toString(),
        "--passwords",
        secrets.passwords().toString());
  }

  /** A configuration file with the login of the deployer, who may read no topic. */
  static Path configuration(StackState state, StackSecrets secrets, Path directory)
      throws IOException {
    return Files.writeString(
        directory.resolve("cluster.yaml"),
        """
        kafka:
          bootstrap-servers: %1$s
          security-protocol: SASL_SSL
          user: parley-deployer
          password-file: %2$s/parley-deployer
          truststore-file: %3$s
        cql:
          contact-points: %4$s:%5$d
          datacenter: %6$s
          replication: {%6$s: 1}
          min-replicas: 1
          user: parley_admin
          password-file: %2$s/parley_admin
          tls: true
          truststore-file: %3$s
        registry:
          urls: %7$s
          user: parley-deployer
          password-file: %2$s/parley-deployer
        """
            .formatted(
                state.bootstrapServers(),
                secrets.passwords(),
                secrets.identity().authority(),
                state.cqlHost(),
                state.cqlPort(),
                state.localDatacenter(),
                state.registryUrl()));
  }
}
