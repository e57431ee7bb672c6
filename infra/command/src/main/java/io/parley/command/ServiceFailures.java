package io.parley.command;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.parley.schemas.wire.RegistryUnavailableException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Explains to a person why Kafka, the CQL cluster or the schema registry did not serve a command:
 * which service, at which address, and what to look at. The innermost exception that it knows
 * counts.
 */
public final class ServiceFailures {

  private static final int DEEPEST = 20;

  private ServiceFailures() {}

  /**
   * The explanation of an exception; empty if no service is to blame for it.
   *
   * @param services the services that the command was to use, if they are known
   */
  public static Optional<String> explain(Throwable failure, Optional<ServiceAddresses> services) {
    return causes(failure)
        .map(cause -> explainOne(cause, services))
        .flatMap(Optional::stream)
        .reduce((outer, inner) -> inner);
  }

  /** An exception and its causes, from the outermost to the innermost. */
  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(DEEPEST);
  }

  private static Optional<String> explainOne(
      Throwable failure, Optional<ServiceAddresses> services) {
    if (failure instanceof KafkaException) {
      return Optional.of(
          "Kafka" + at(services.map(ServiceAddresses::bootstrapServers)) + kafka(failure));
    }
    if (failure instanceof DriverException) {
      return Optional.of(
          "The CQL cluster" + at(services.map(ServiceFailures::cqlAddresses)) + cql(failure));
    }
    if (failure instanceof RegistryUnavailableException) {
      return Optional.of(
          "The schema registry"
              + at(services.map(ServiceAddresses::registryUrl))
              + " does not answer as it should: "
              + failure.getMessage()
              + ". Check registry.urls, registry.user and the content of registry.password-file.");
    }
    return Optional.empty();
  }

  private static String at(Optional<String> address) {
    return address.map(known -> " at " + known).orElse("");
  }

  private static String kafka(Throwable failure) {
    String said = failure.getMessage();
    if (failure instanceof SaslAuthenticationException) {
      return " refuses the login: %s. Check kafka.user, the content of kafka.password-file, and kafka.sasl-mechanism."
          .formatted(said);
    }
    if (failure instanceof SslAuthenticationException) {
      return " offers a TLS that this command does not trust, or the other way round: %s. Check kafka.truststore-file and kafka.security-protocol."
          .formatted(said);
    }
    if (failure instanceof AuthorizationException) {
      return " refuses the user this right: %s. infra/operations/RIGHTS.md says who has it, and `parley deploy rights` gives it."
          .formatted(said);
    }
    if (failure instanceof TimeoutException) {
      return " does not answer: %s. Check that kafka.bootstrap-servers is right and can be reached from here, and that kafka.security-protocol is what the brokers expect there."
          .formatted(said);
    }
    return " did not do what was asked: %s.".formatted(said);
  }

  private static String cql(Throwable failure) {
    if (failure instanceof UnauthorizedException) {
      return " refuses the role this right: %s. infra/operations/RIGHTS.md says who has it, and `parley deploy rights` gives it."
          .formatted(failure.getMessage());
    }
    if (failure instanceof AllNodesFailedException unreachable) {
      return isLogin(unreachable)
          ? " refuses the login. Check cql.user and the content of cql.password-file."
          : " cannot be reached: %s. Check cql.contact-points, cql.datacenter and cql.tls."
              .formatted(reason(unreachable));
    }
    return " did not do what was asked: %s.".formatted(failure.getMessage());
  }

  private static String cqlAddresses(ServiceAddresses services) {
    return services.cql().contactPoints().stream()
        .map(point -> point.getHostString() + ":" + point.getPort())
        .collect(Collectors.joining(","));
  }

  /** The reason of the first node, without the driver's objects that are named around it. */
  private static String reason(AllNodesFailedException failure) {
    return errors(failure)
        .findFirst()
        .flatMap(error -> causes(error).reduce((outer, inner) -> inner))
        .map(ServiceFailures::words)
        .orElse("no node was tried");
  }

  private static String words(Throwable cause) {
    if (cause instanceof ClosedChannelException) {
      return "the connection was refused or closed";
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  private static boolean isLogin(AllNodesFailedException failure) {
    return errors(failure).anyMatch(AuthenticationException.class::isInstance);
  }

  private static Stream<Throwable> errors(AllNodesFailedException failure) {
    return failure.getAllErrors().values().stream().flatMap(List::stream);
  }
}
