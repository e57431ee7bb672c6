package io.parley.flink.connector.scylladb;

import static io.parley.flink.connector.scylladb.ErrorClass.FATAL;
import static io.parley.flink.connector.scylladb.ErrorClass.OVERLOAD;
import static io.parley.flink.connector.scylladb.ErrorClass.REFUSED;
import static io.parley.flink.connector.scylladb.ErrorClass.RETRY;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.RequestThrottlingException;
import com.datastax.oss.driver.api.core.connection.BusyConnectionException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.servererrors.BootstrappingException;
import com.datastax.oss.driver.api.core.servererrors.InvalidConfigurationInQueryException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import com.datastax.oss.driver.api.core.type.codec.CodecNotFoundException;
import com.datastax.oss.driver.api.core.type.reflect.GenericType;
import java.net.ConnectException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorClassifierTest {

  static List<Arguments> errors() {
    return List.of(
        Arguments.of(DriverErrors.writeTimeout(), RETRY),
        Arguments.of(new UnavailableException(null, ConsistencyLevel.LOCAL_QUORUM, 2, 1), RETRY),
        Arguments.of(new DriverTimeoutException("5 s"), RETRY),
        Arguments.of(new ClosedConnectionException("gone"), RETRY),
        Arguments.of(new ServerError(null, "NullPointerException"), RETRY),
        Arguments.of(new BootstrappingException(null), RETRY),
        Arguments.of(new NoNodeAvailableException(), RETRY),
        Arguments.of(new ConnectException("refused"), RETRY),
        Arguments.of(DriverErrors.partitionRateLimit(), RETRY),
        Arguments.of(
            new InvalidConfigurationInQueryException(null, "Keyspace needs replicas"), FATAL),
        Arguments.of(DriverErrors.overloaded(), OVERLOAD),
        Arguments.of(new BusyConnectionException(1024), OVERLOAD),
        Arguments.of(new RequestThrottlingException("full"), OVERLOAD),
        Arguments.of(DriverErrors.invalidValue(), REFUSED),
        Arguments.of(new CodecNotFoundException(null, GenericType.STRING), REFUSED),
        Arguments.of(new SyntaxError(null, "line 1:0"), FATAL),
        Arguments.of(DriverErrors.unauthorized(), FATAL),
        Arguments.of(new InvalidQueryException(null, "unconfigured table readings"), FATAL),
        Arguments.of(new InvalidQueryException(null, "table a.b does not exist"), FATAL),
        Arguments.of(
            new InvalidQueryException(null, "Undefined column name note in table t"), FATAL),
        Arguments.of(new InvalidQueryException(null, "Keyspace 'x' does not exist"), FATAL),
        Arguments.of(new IllegalStateException("a bug"), FATAL));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void eachErrorHasItsClass(Throwable error, ErrorClass expected) {
    assertThat(ErrorClassifier.classify(error).errorClass()).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("errors")
  void aWrapperChangesNothing(Throwable error, ErrorClass expected) {
    assertThat(ErrorClassifier.classify(new CompletionException(error)).errorClass())
        .isEqualTo(expected);
  }

  @Test
  void theMostSeriousAnswerOfSeveralNodesCounts() {
    Map<Node, Throwable> answers = new LinkedHashMap<>();
    answers.put(FakeNode.create(1), new ClosedConnectionException("gone"));
    answers.put(FakeNode.create(2), DriverErrors.overloaded());

    assertThat(ErrorClassifier.classify(AllNodesFailedException.fromErrors(answers)).name())
        .isEqualTo("overloaded");
  }

  /**
   * As a TaskManager that was short of CPU had it: the driver's only connection was closing after
   * 256 unanswered requests, and the job restarted instead of trying again. Seen red without the
   * rule.
   */
  @Test
  void aConnectionThatIsClosingIsTriedAgain() {
    Map<Node, Throwable> answers = Map.of(FakeNode.create(1), closing());

    assertThat(ErrorClassifier.classify(AllNodesFailedException.fromErrors(answers)).errorClass())
        .isEqualTo(RETRY);
  }

  private static Throwable closing() {
    return new IllegalStateException("Channel is closing");
  }

  @Test
  void namesOfRulesAreUnique() {
    assertThat(ErrorClassifier.TABLE).extracting(ErrorRule::name).doesNotHaveDuplicates();
  }
}
