package io.parley.infra.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerIdentityTest {

  @Test
  void aCertificateIsMadeAndItsSecretsAreForThisUserOnly(@TempDir Path directory)
      throws IOException {
    ServerIdentity identity = new ServerIdentity(directory.resolve("server"));

    identity.create();
    String first = Files.readString(identity.authority());
    identity.create();

    assertThat(first).startsWith("-----BEGIN CERTIFICATE-----");
    assertThat(identity.authority()).content().isNotEqualTo(first);
    for (Path secret : new Path[] {identity.password(), identity.keystore()}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
          .isEqualTo("rw-------");
    }
    SSLContext context = identity.trusting();
    assertThat(context.getProtocol()).isEqualTo("TLS");
  }
}
