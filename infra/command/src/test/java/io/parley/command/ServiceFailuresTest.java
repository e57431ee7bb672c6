package io.parley.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.parley.schemas.wire.RegistryUnavailableException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

/**
 * Tests what people read when a service does not serve a command.
 *
 * <p>Seen red: an explanation of the outermost exception only; the driver's own message.
 */
class ServiceFailuresTest {

  private static final ServiceAddresses SERVICES =
      new ServiceAddresses("b:9092", "http://r/apis", "d", 9042, "dc1", "parley", "", "parley");

  @Test
  void aKafkaThatDoesNotAnswerIsNamedWithItsAddressHoweverDeepItsExceptionIs() {
    assertThat(
            explained(
                new IOException(
                    "no offsets", new ExecutionException(new TimeoutException("timed out")))))
        .contains("Kafka at b:9092 does not answer: timed out", "kafka.bootstrap-servers");
  }

  @Test
  void aWrongPasswordAWrongCertificateAndAMissingRightAreToldApart() {
    assertThat(explained(new SaslAuthenticationException("Authentication failed")))
        .contains("refuses the login", "kafka.password-file");
    assertThat(explained(new SslAuthenticationException("SSL handshake failed")))
        .contains("kafka.truststore-file");
    assertThat(explained(new TopicAuthorizationException("Not authorized: [chat.events]")))
        .contains("refuses the user this right", "chat.events", "RIGHTS.md");
  }

  @Test
  void theDatabaseAndTheRegistryAreNamedWithTheirAddresses() {
    assertThat(explained(AllNodesFailedException.fromErrors(List.of())))
        .contains("The CQL cluster at d:9042 cannot be reached", "cql.contact-points");
    assertThat(explained(new InvalidQueryException(null, "unconfigured table messages")))
        .contains("The CQL cluster at d:9042 did not do what was asked: unconfigured table");
    assertThat(explained(new UnauthorizedException(null, "no MODIFY permission")))
        .contains("refuses the role this right: no MODIFY permission");
    assertThat(explained(new RegistryUnavailableException("connection refused", null)))
        .contains("The schema registry at http://r/apis", "registry.urls");
  }

  /** As a socket that nobody listens on makes it. */
  @Test
  void aDatabaseThatNobodyReachesIsToldWithoutTheDriversObjects() {
    CqlSessionBuilder nowhere =
        CqlSession.builder()
            .addContactPoint(new InetSocketAddress("127.0.0.1", 1))
            .withLocalDatacenter("dc1");

    assertThatThrownBy(nowhere::build)
        .satisfies(
            failure ->
                assertThat(explained(failure))
                    .isEqualTo(
                        "The CQL cluster at d:9042 cannot be reached: the connection was refused or"
                            + " closed. Check cql.contact-points, cql.datacenter and cql.tls."));
  }

  @Test
  void noServiceIsBlamedForAnythingElse() {
    assertThat(ServiceFailures.explain(new IOException("disk full"), Optional.of(SERVICES)))
        .isEmpty();
  }

  private static String explained(Throwable failure) {
    return ServiceFailures.explain(failure, Optional.of(SERVICES)).orElseThrow();
  }
}
