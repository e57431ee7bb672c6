package io.parley.flink.connector.scylladb;

import static io.parley.flink.connector.scylladb.ErrorClass.FATAL;
import static io.parley.flink.connector.scylladb.ErrorClass.OVERLOAD;
import static io.parley.flink.connector.scylladb.ErrorClass.REFUSED;
import static io.parley.flink.connector.scylladb.ErrorClass.RETRY;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverExecutionException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.InvalidKeyspaceException;
import com.datastax.oss.driver.api.core.NodeUnavailableException;
import com.datastax.oss.driver.api.core.RequestThrottlingException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.connection.BusyConnectionException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.connection.ConnectionInitException;
import com.datastax.oss.driver.api.core.connection.FrameTooLongException;
import com.datastax.oss.driver.api.core.connection.HeartbeatException;
import com.datastax.oss.driver.api.core.servererrors.BootstrappingException;
import com.datastax.oss.driver.api.core.servererrors.InvalidConfigurationInQueryException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import com.datastax.oss.driver.api.core.servererrors.WriteFailureException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import com.datastax.oss.driver.api.core.type.codec.CodecNotFoundException;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

/**
 * The error policy as a table. The first rule that matches decides, and an error without a rule is
 * fatal. It looks through wrappers and inside {@link AllNodesFailedException}, where the most
 * serious answer counts. A node that says "overloaded" outranks one that is dead. A node that
 * refuses the request outranks both, because it has looked at the request.
 *
 * <p>A write timeout does not tell whether the row was written, so sending the identical,
 * timestamped row again is always right.
 */
final class ErrorClassifier {

  /**
   * The server has one error code for a bad value and for a table that is gone. Only their texts
   * differ, so text decides here, and only towards the safe side. It can turn "refuse this row"
   * into "fail the task", so a dropped table never empties a topic into the dead letters.
   */
  private static final Pattern SCHEMA_IS_GONE =
      Pattern.compile(
          "unconfigured table|can't find a column family|(table|keyspace) .* does not exist"
              + "|undefined (column )?name"
              + "|unknown identifier|unknown (column|field)",
          Pattern.CASE_INSENSITIVE);

  /** What the driver's InFlightHandler says of a request that it did not send. */
  private static final String CLOSING = "Channel is closing";

  /** How ScyllaDB's message about its limit per partition begins, after "Per-". */
  private static final String RATE_LIMIT = "partition rate limit reached";

  static final List<ErrorRule> TABLE =
      List.of(
          ErrorRule.of(
              "writeTimeout",
              RETRY,
              WriteTimeoutException.class,
              "Replicas did not answer in time. Look for slow or dead nodes."),
          ErrorRule.of(
              "unavailable",
              RETRY,
              UnavailableException.class,
              "Too few replicas are alive for the consistency level."),
          ErrorRule.of(
              "driverTimeout",
              RETRY,
              DriverTimeoutException.class,
              "No answer within scylladb.request-timeout."),
          ErrorRule.of(
              "connectionClosed",
              RETRY,
              ClosedConnectionException.class,
              "The connection broke with the request under way."),
          new ErrorRule(
              "connectionClosing",
              RETRY,
              ErrorClassifier::isClosingConnection,
              "The driver gives a connection up, after too many requests without an answer."),
          ErrorRule.of(
              "heartbeat", RETRY, HeartbeatException.class, "A node stopped answering heartbeats."),
          ErrorRule.of(
              "serverError",
              RETRY,
              ServerError.class,
              "The node failed inside; its log says where."),
          ErrorRule.of(
              "bootstrapping", RETRY, BootstrappingException.class, "The node is still starting."),
          ErrorRule.of(
              "writeFailure",
              RETRY,
              WriteFailureException.class,
              "A replica failed while writing; its log says why (often a full disk)."),
          ErrorRule.of(
              "nodeUnavailable",
              RETRY,
              NodeUnavailableException.class,
              "No connection to the node at this moment."),
          new ErrorRule(
              "noNodeAvailable",
              RETRY,
              ErrorClassifier::isAllNodesFailedWithoutCause,
              "No node of the local data center can be reached."),
          ErrorRule.of("overloaded", OVERLOAD, OverloadedException.class, "The node sheds load."),
          new ErrorRule(
              "partitionRateLimit",
              RETRY,
              ErrorClassifier::isPartitionRateLimit,
              "The table limits the writes of one partition per second. The window does not shrink:"
                  + " other partitions are not concerned."),
          ErrorRule.of(
              "connectionBusy",
              OVERLOAD,
              BusyConnectionException.class,
              "All request slots of the connection are taken."),
          ErrorRule.of(
              "throttled",
              OVERLOAD,
              RequestThrottlingException.class,
              "The driver's own throttler refused the request."),
          ErrorRule.of("syntax", FATAL, SyntaxError.class, "Correct the CQL of the upsert."),
          ErrorRule.of(
              "unauthorized",
              FATAL,
              UnauthorizedException.class,
              "Grant the role MODIFY on the table."),
          ErrorRule.of(
              "authentication",
              FATAL,
              AuthenticationException.class,
              "Check the files named by scylladb.username-file and scylladb.password-file."),
          ErrorRule.of(
              "invalidKeyspace",
              FATAL,
              InvalidKeyspaceException.class,
              "Create the keyspace, or correct its name."),
          new ErrorRule(
              "schemaIsGone",
              FATAL,
              ErrorClassifier::namesMissingSchema,
              "A table, column or keyspace of the statement does not exist. Apply the schema."),
          ErrorRule.of(
              "connectionInit",
              RETRY,
              ConnectionInitException.class,
              "A connection could not be set up."),
          ErrorRule.of(
              "invalidValue",
              REFUSED,
              InvalidQueryException.class,
              "The server refuses a value or a size of this row."),
          ErrorRule.of(
              "rowTooLarge",
              REFUSED,
              FrameTooLongException.class,
              "The row does not fit a protocol frame."),
          ErrorRule.of(
              "codec",
              REFUSED,
              CodecNotFoundException.class,
              "The binder set a Java type that the column's type cannot take."),
          ErrorRule.of(
              "transport", RETRY, IOException.class, "The network failed under the driver."));

  /** Any exception of the binder or of a codec, before a row was sent. */
  static final ErrorRule BINDER =
      ErrorRule.of(
          "binder", REFUSED, RuntimeException.class, "The record could not be turned into a row.");

  private static final ErrorRule UNKNOWN =
      new ErrorRule(
          "unknown",
          FATAL,
          error -> true,
          "No rule knows this error, so nothing is retried blindly.");

  private ErrorClassifier() {}

  /** The rule that decides what is done about {@code error}. */
  static ErrorRule classify(Throwable error) {
    if (isWrapper(error)) {
      return classify(error.getCause());
    }
    if (error instanceof AllNodesFailedException all && !all.getAllErrors().isEmpty()) {
      return all.getAllErrors().values().stream()
          .flatMap(Collection::stream)
          .map(ErrorClassifier::classify)
          .max(Comparator.comparing(ErrorRule::errorClass))
          .orElse(UNKNOWN);
    }
    return TABLE.stream().filter(rule -> rule.matches().test(error)).findFirst().orElse(UNKNOWN);
  }

  private static boolean isWrapper(Throwable error) {
    return error.getCause() != null
        && (error instanceof CompletionException
            || error instanceof ExecutionException
            || error instanceof DriverExecutionException);
  }

  private static boolean isAllNodesFailedWithoutCause(Throwable error) {
    return error instanceof AllNodesFailedException all && all.getAllErrors().isEmpty();
  }

  /** The driver has no type of its own for this error. Only its text tells it from a bug. */
  private static boolean isClosingConnection(Throwable error) {
    return error instanceof IllegalStateException && CLOSING.equals(error.getMessage());
  }

  /**
   * ScyllaDB has an error code of its own for this error, but sends it only to a driver that asks
   * for it when it connects. This driver does not ask, and gets the code of a wrong configuration.
   */
  private static boolean isPartitionRateLimit(Throwable error) {
    return error instanceof InvalidConfigurationInQueryException
        && error.getMessage() != null
        && error.getMessage().contains(RATE_LIMIT);
  }

  private static boolean namesMissingSchema(Throwable error) {
    return error instanceof InvalidQueryException
        && error.getMessage() != null
        && SCHEMA_IS_GONE.matcher(error.getMessage()).find();
  }
}
