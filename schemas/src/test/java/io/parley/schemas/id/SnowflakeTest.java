package io.parley.schemas.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SnowflakeTest {

  private static final long EPOCH = 1_704_067_200_000L;
  private static final long MAX = EPOCH + (1L << 41) - 1;

  @Property
  void everyPartComesBackAsItWentIn(
      @ForAll @LongRange(min = EPOCH, max = MAX) long millis,
      @ForAll @IntRange(max = 7) int datacenter,
      @ForAll @IntRange(max = 511) int partition,
      @ForAll @IntRange(max = 1023) int sequence) {
    long id = Snowflake.of(millis, datacenter, partition, sequence);

    assertThat(id).isNotNegative();
    assertThat(Snowflake.unixMillis(id)).isEqualTo(millis);
    assertThat(Snowflake.datacenter(id)).isEqualTo(datacenter);
    assertThat(Snowflake.sourcePartition(id)).isEqualTo(partition);
    assertThat(Snowflake.sequence(id)).isEqualTo(sequence);
  }

  @Property
  void idsSortByTimeWhateverTheirOtherParts(
      @ForAll @LongRange(min = EPOCH, max = MAX - 1) long millis,
      @ForAll @IntRange(max = 7) int datacenter,
      @ForAll @IntRange(max = 511) int partition,
      @ForAll @IntRange(max = 1023) int sequence) {
    assertThat(Snowflake.of(millis, datacenter, partition, sequence))
        .isLessThan(Snowflake.of(millis + 1, 0, 0, 0));
  }

  @Property
  void writeTimestampsOfAPartitionRiseWithItsIds(
      @ForAll @LongRange(min = EPOCH, max = MAX - 1) long millis,
      @ForAll @IntRange(max = 999) int earlier,
      @ForAll @IntRange(max = 999) int later,
      @ForAll @IntRange(max = 1) int millisBetween) {
    long first = Snowflake.of(millis, 0, 5, earlier);
    long second = Snowflake.of(millis + millisBetween, 0, 5, later);

    assertThat(
            Long.compare(
                Snowflake.writeTimestampMicros(first), Snowflake.writeTimestampMicros(second)))
        .isEqualTo(Long.compare(first, second));
  }

  @Test
  void theLayoutIsTheOneOfTheContract() {
    assertThat(Snowflake.of(EPOCH, 0, 0, 0)).isZero();
    assertThat(Snowflake.of(EPOCH + 1, 0, 0, 0)).isEqualTo(1L << 22);
    assertThat(Snowflake.of(EPOCH, 1, 0, 0)).isEqualTo(1L << 19);
    assertThat(Snowflake.of(EPOCH, 0, 1, 0)).isEqualTo(1L << 10);
    assertThat(Snowflake.of(EPOCH, 0, 0, 1)).isEqualTo(1L);
    assertThat(Snowflake.of(MAX, 7, 511, 1023)).isEqualTo(Long.MAX_VALUE);
    assertThat(Instant.ofEpochMilli(Snowflake.EPOCH_MILLIS)).hasToString("2024-01-01T00:00:00Z");
  }

  @Test
  void writeTimestampIsInMicroseconds() {
    assertThat(Snowflake.writeTimestampMicros(Snowflake.of(EPOCH + 7, 1, 2, 3)))
        .isEqualTo((EPOCH + 7) * 1000 + 3);
  }

  @Test
  void aPartThatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> Snowflake.of(EPOCH - 1, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Time " + (EPOCH - 1));
    assertThatThrownBy(() -> Snowflake.of(MAX + 1, 0, 0, 0)).hasMessageContaining("Time");
    assertThatThrownBy(() -> Snowflake.of(EPOCH, 8, 0, 0)).hasMessageContaining("Datacenter 8");
    assertThatThrownBy(() -> Snowflake.of(EPOCH, 0, 512, 0)).hasMessageContaining("partition 512");
    assertThatThrownBy(() -> Snowflake.of(EPOCH, 0, 0, -1)).hasMessageContaining("Sequence -1");
    assertThatThrownBy(() -> Snowflake.of(EPOCH, 0, 0, 1024)).hasMessageContaining("0 to 1023");
  }

  @Test
  void anIdWhoseTimestampWouldReachTheNextMillisecondHasNone() {
    assertThatThrownBy(() -> Snowflake.writeTimestampMicros(Snowflake.of(EPOCH, 0, 0, 1000)))
        .hasMessageContaining("1000 is not within 0 to 999");
  }
}
