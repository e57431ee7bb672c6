package io.parley.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class GatewaySettingsTest {

  private static final UnaryOperator<String> TOPIC_NAMES = name -> "town." + name;

  /**
   * Each {@code with} method copies all settings, field by field. Would catch a field that is left
   * out of the copy, and a new field that is not in this test.
   */
  @Test
  void aValueIsKeptWhenAnotherValueIsSetAfterIt() throws Exception {
    GatewaySettings all =
        GatewaySettings.of("gateway-7")
            .withTopicNames(TOPIC_NAMES)
            .withIncarnationAbove(41)
            .withAliveInterval(Duration.ofSeconds(3))
            .withLease(Duration.ofSeconds(16))
            .withReceiptDelay(Duration.ofMillis(99))
            .withRetry(Duration.ofSeconds(6), Duration.ofMinutes(2))
            .withPageSharing(Duration.ofMillis(251))
            .withMostPendingCommands(257)
            .withMostQueued(1_001)
            .withPageSize(201)
            .withMostReads(33);

    Map<String, Object> values = valuesByField(all.withLease(Duration.ofSeconds(17)));

    assertThat(values)
        .containsOnly(
            entry("gatewayId", "gateway-7"),
            entry("topicName", TOPIC_NAMES),
            entry("incarnationAbove", 41L),
            entry("aliveInterval", Duration.ofSeconds(3)),
            entry("lease", Duration.ofSeconds(17)),
            entry("receiptDelay", Duration.ofMillis(99)),
            entry("retryAfter", Duration.ofSeconds(6)),
            entry("longestRetry", Duration.ofMinutes(2)),
            entry("pageSharing", Duration.ofMillis(251)),
            entry("mostPendingCommands", 257),
            entry("mostQueued", 1_001),
            entry("pageSize", 201),
            entry("mostReads", 33));
    valuesByField(GatewaySettings.of("another"))
        .forEach(
            (field, value) ->
                assertThat(values.get(field))
                    .as("%s: the default would prove nothing", field)
                    .isNotEqualTo(value));
  }

  @Test
  void theSettingsThatAWithMethodIsCalledOnDoNotChange() {
    GatewaySettings settings = GatewaySettings.of("gateway-7");

    assertThat(settings.withMostReads(33).mostReads()).isEqualTo(33);
    assertThat(settings.mostReads()).isEqualTo(GatewaySettings.DEFAULT_MOST_READS);
  }

  @Test
  void receiptsAreDelayedByAtMostAHundredMilliseconds() {
    GatewaySettings settings = GatewaySettings.of("gateway-7");

    assertThat(settings.withReceiptDelay(Duration.ZERO).receiptDelay()).isZero();
    assertThatThrownBy(() -> settings.withReceiptDelay(Duration.ofMillis(101)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("receiptDelay is PT0.101S, expected 0 to 100 ms");
  }

  @Test
  void aNumberBelowOneIsRefusedByName() {
    GatewaySettings settings = GatewaySettings.of("gateway-7");

    assertThatThrownBy(() -> settings.withMostReads(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mostReads is 0, expected at least 1");
  }

  private static Map<String, Object> valuesByField(GatewaySettings settings)
      throws IllegalAccessException {
    Map<String, Object> values = new TreeMap<>();
    for (Field field : GatewaySettings.class.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        values.put(field.getName(), field.get(settings));
      }
    }
    return values;
  }
}
