package io.parley.command.cluster;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.ssl.ProgrammaticSslEngineFactory;
import io.parley.infra.scylla.CqlSessions;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * How to reach the CQL cluster.
 *
 * @param contactPoints nodes to ask first
 * @param localDatacenter the data center that the driver must be given
 * @param login who connects, if the cluster asks for a login
 * @param tls the files of TLS; empty if connections are not encrypted
 */
public record CqlAccess(
    List<InetSocketAddress> contactPoints,
    String localDatacenter,
    Optional<Login> login,
    Optional<TlsFiles> tls) {

  /** A node must prove that its certificate is for its host. */
  private static final boolean CHECK_HOST_NAMES = true;

  public CqlAccess {
    contactPoints = List.copyOf(contactPoints);
  }

  /** A node that asks for no login and encrypts nothing. */
  public static CqlAccess open(String host, int port, String localDatacenter) {
    return new CqlAccess(
        List.of(new InetSocketAddress(host, port)),
        localDatacenter,
        Optional.empty(),
        Optional.empty());
  }

  /** Connects. Reads the secrets from their files. The caller closes the session. */
  public CqlSession connect() {
    CqlSessionBuilder builder = CqlSessions.builder(localDatacenter);
    contactPoints.forEach(builder::addContactPoint);
    login.ifPresent(who -> builder.withAuthCredentials(who.user(), who.passwordFile().read()));
    tls.ifPresent(
        files ->
            builder.withSslEngineFactory(
                new ProgrammaticSslEngineFactory(files.context(), null, CHECK_HOST_NAMES)));
    return builder.build();
  }
}
