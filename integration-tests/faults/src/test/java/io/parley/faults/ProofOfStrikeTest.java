package io.parley.faults;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.cli.StackPorts;
import io.parley.faults.network.BadNetwork;
import io.parley.faults.network.LostTransactionEnds;
import io.parley.infra.local.proxy.Interceptor;
import io.parley.pipeline.PipelineStack;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests faults of proxies that nobody uses. Seen red: the missing proof that a fault struck counted
 * as a failure of the product, and the proxy stayed as it was, so it struck during the next fault.
 */
class ProofOfStrikeTest {

  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir private Path directory;

  private PipelineStack stack;
  private FaultRun run;

  @BeforeEach
  void makeProxies() {
    stack =
        new PipelineStack(
            directory, StackRequirements.DEFAULT.withProxies().servers(new StackPorts()));
    run = new FaultRun(stack, null, null, mark -> {}, SHORT);
  }

  @AfterEach
  void closeProxies() {
    stack.close();
  }

  @Test
  void anAnswerThatIsNotLostMeansThatTheFaultDidNotStrikeAndTheNextIsNotLostEither() {
    assertThatThrownBy(() -> new LostTransactionEnds().inflict(run)).isInstanceOf(NotStruck.class);

    Interceptor connection = run.proxies().transactionEnds().get();
    assertThatCode(
            () -> {
              connection.request(endTransaction());
              connection.answer(answer());
            })
        .doesNotThrowAnyException();
  }

  @Test
  void aServerWithoutConnectionsCannotBeCutOff() {
    assertThatThrownBy(() -> BadNetwork.cut(BadNetwork.Victim.KAFKA).inflict(run))
        .isInstanceOf(NotStruck.class);
  }

  /** The beginning of a request: length, key 26, version, correlation id. */
  private static byte[] endTransaction() {
    return ByteBuffer.allocate(12)
        .putInt(8)
        .putShort((short) 26)
        .putShort((short) 4)
        .putInt(7)
        .array();
  }

  /** The beginning of its answer: length, correlation id. */
  private static byte[] answer() {
    return ByteBuffer.allocate(8).putInt(4).putInt(7).array();
  }
}
