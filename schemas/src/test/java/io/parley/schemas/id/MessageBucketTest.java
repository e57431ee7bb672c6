package io.parley.schemas.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MessageBucketTest {

  private static final int LAST_BUCKET = 2545;

  @Test
  void aBucketIsTenDays() {
    assertThat(MessageBucket.of(at("2024-01-01T00:00:00Z"))).isZero();
    assertThat(MessageBucket.of(at("2024-01-10T23:59:59.999Z"))).isZero();
    assertThat(MessageBucket.of(at("2024-01-11T00:00:00Z"))).isEqualTo(1);
    assertThat(MessageBucket.of(Long.MAX_VALUE)).isEqualTo(LAST_BUCKET);
  }

  @Property
  void bucketsNeverFallAsIdsRise(
      @ForAll @LongRange(min = 0) long id, @ForAll @LongRange(min = 0) long other) {
    assertThat(MessageBucket.of(Math.min(id, other)))
        .isLessThanOrEqualTo(MessageBucket.of(Math.max(id, other)));
  }

  @Property
  void theFirstIdOfABucketIsItsLowest(@ForAll @IntRange(min = 1, max = LAST_BUCKET) int bucket) {
    assertThat(MessageBucket.of(MessageBucket.firstId(bucket))).isEqualTo(bucket);
    assertThat(MessageBucket.of(MessageBucket.firstId(bucket) - 1)).isEqualTo(bucket - 1);
  }

  private static long at(String time) {
    return Snowflake.of(Instant.parse(time).toEpochMilli(), 0, 0, 0);
  }
}
