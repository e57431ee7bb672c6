package io.parley.common.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {

  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void whatWasWrittenIsRead() {
    RecordHeaders headers = new RecordHeaders();
    Traceparent.write(TRACE, headers);
    assertThat(Traceparent.read(headers)).isEqualTo(TRACE);
  }

  @Test
  void noTraceIsNoHeader() {
    RecordHeaders headers = new RecordHeaders();
    Traceparent.write(null, headers);
    assertThat(headers.toArray()).isEmpty();
    assertThat(Traceparent.read(headers)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b71692033310-1"
      })
  void aValueOfAnotherShapeIsDropped(String value) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("traceparent", value.getBytes(UTF_8));
    assertThat(Traceparent.read(headers)).isNull();
  }

  @Test
  void aHeaderWithoutAValueIsDropped() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("traceparent", null);
    assertThat(Traceparent.read(headers)).isNull();
  }
}
