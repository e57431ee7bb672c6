package io.parley.operations.doctor;

import io.parley.command.cluster.ClusterConfig;
import io.parley.command.cluster.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks at the secret files of the configuration, and at connections that hide nothing. */
final class SecretsExamination implements Examination {

  private static final Set<PosixFilePermission> OF_OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  @Override
  public String area() {
    return "secrets";
  }

  @Override
  public List<Finding> findings(ClusterConfig config) throws IOException {
    List<Finding> findings = new ArrayList<>();
    var services = config.services();
    for (Path file :
        Stream.of(services.kafka().login(), services.cql().login(), services.registry().login())
            .flatMap(Optional::stream)
            .map(Login::passwordFile)
            .map(secret -> secret.path())
            .distinct()
            .toList()) {
      Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
      permissions.retainAll(OF_OTHERS);
      if (!permissions.isEmpty()) {
        findings.add(
            Finding.fault(
                area(),
                "The secret file %s gives rights to others: %s. Run chmod 600 on it."
                    .formatted(file, permissions)));
      }
    }
    if (services.kafka().securityProtocol().equals("SASL_PLAINTEXT")) {
      findings.add(
          Finding.fault(
              area(),
              "kafka.security-protocol is SASL_PLAINTEXT, so whoever sees the network sees all"
                  + " messages. Use SASL_SSL."));
    }
    if (services.cql().login().isPresent() && services.cql().tls().isEmpty()) {
      findings.add(
          Finding.fault(
              area(),
              "cql has a login and no TLS, so the password crosses the network in plain text. Set"
                  + " cql.tls: true."));
    }
    if (services.registry().login().isPresent()
        && services.registry().urls().stream().anyMatch(url -> url.startsWith("http:"))) {
      findings.add(
          Finding.warning(
              area(),
              "registry has a login and an address of http, so the password crosses the network in"
                  + " plain text. Use https, unless it is this machine."));
    }
    return findings;
  }
}
