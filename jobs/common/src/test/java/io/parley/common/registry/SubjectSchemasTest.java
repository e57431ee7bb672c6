package io.parley.common.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.wire.InMemorySchemas;
import io.parley.schemas.wire.RegistryUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Seen red: with every unknown id asked for, with a list that counts as young for ever, without the
 * pause between two lists, and without the comparison of a list with what was known.
 */
class SubjectSchemasTest {

  private static final String SUBJECT = "chat.receipts-value";

  private final InMemorySchemas registry = new InMemorySchemas();
  private final List<Duration> pauses = new ArrayList<>();
  private long now = 1_000_000;
  private final SubjectSchemas schemas =
      new SubjectSchemas(
          SUBJECT,
          registry,
          length -> {
            pauses.add(length);
            now += length.toMillis();
          },
          () -> now);

  @BeforeEach
  void load() throws Exception {
    registry.register(SUBJECT, Receipt.getClassSchema());
    registry.register("other-value", SessionEvent.getClassSchema());
    schemas.load(List.of());
  }

  @Test
  void theSubjectsSchemasAreKnownWithoutAQuestion() throws Exception {
    int asked = registry.requests();
    assertThat(schemas.schemaById(1)).isPresent();
    assertThat(registry.requests()).isEqualTo(asked);
  }

  @Test
  void aVersionThatIsRegisteredLaterIsFoundByTheFirstRecordOfIt() throws Exception {
    now += 10_000;
    int id = registry.register(SUBJECT, Receipt.getClassSchema());
    schemas.nextRecord(now);
    assertThat(schemas.schemaById(id)).isPresent();
  }

  @Test
  void theSchemaOfAnotherSubjectIsUnknown() throws Exception {
    now += 10_000;
    schemas.nextRecord(now);
    assertThat(schemas.schemaById(2)).isEmpty();
  }

  @Test
  void anIdThatTheRegistryCannotHaveGivenIsRefusedEvenInAnOutage() throws Exception {
    registry.goDown();
    schemas.nextRecord(now + 60_000);
    assertThat(schemas.schemaById(-5)).isEmpty();
    assertThat(schemas.schemaById(0)).isEmpty();
    assertThat(schemas.schemaById(Integer.MAX_VALUE)).isEmpty();
    assertThat(schemas.schemaById(1 + SubjectSchemas.MOST_NEW_IDS + 1)).isEmpty();
  }

  @Test
  void anIdThatItMayHaveGivenWaitsForTheAnswer() {
    registry.goDown();
    now += 10_000;
    schemas.nextRecord(now);
    assertThatThrownBy(() -> schemas.schemaById(3))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void aBacklogOfRandomIdsCostsOneListBecauseItIsYoungerThanTheRecords() throws Exception {
    now += 10_000;
    int asked = registry.requests();
    for (int id = 3; id < 10_000; id++) {
      schemas.nextRecord(now - 5_000);
      assertThat(schemas.schemaById(id)).isEmpty();
    }
    assertThat(registry.requests() - asked).isEqualTo(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void aLiveFloodOfRandomIdsCostsFiveListsASecond() throws Exception {
    assertThat(listsOfALiveFlood(0)).isBetween(4, SubjectSchemas.MOST_FETCHES_PER_SECOND + 1);
  }

  @Test
  void aBrokerWhoseClockIsTwoHoursAheadChangesNothingOfThat() throws Exception {
    assertThat(listsOfALiveFlood(7_200_000))
        .isBetween(4, SubjectSchemas.MOST_FETCHES_PER_SECOND + 1);
  }

  /** A record a millisecond, for a second. While the task waits, those behind it grow old. */
  private int listsOfALiveFlood(long brokerAhead) throws Exception {
    now += 10_000;
    long began = now;
    int asked = registry.requests();
    for (int i = 0; i < 1_000; i++) {
      now = Math.max(now, began + i);
      schemas.nextRecord(began + i + brokerAhead);
      assertThat(schemas.schemaById(3 + i)).isEmpty();
    }
    assertThat(now - began).as("how long a second of records took").isLessThan(1_500);
    return registry.requests() - asked;
  }

  @Test
  void aRegistryThatLostASchemaIsNamedAndNoRecordBlamed() throws Exception {
    registry.wipe(1);
    registry.register("other-value", SessionEvent.getClassSchema());
    registry.register(SUBJECT, Receipt.getClassSchema());
    now += 10_000;
    schemas.nextRecord(now);
    assertThatThrownBy(() -> schemas.schemaById(3))
        .isInstanceOf(RegistryLostSchemasException.class)
        .hasMessageContaining(SUBJECT)
        .hasMessageContaining("under id 1");
    assertThat(schemas.schemaById(1)).as("records of it can still be read").isPresent();
  }

  @Test
  void aRegistryThatHasAnotherSchemaUnderAnIdIsNamed() {
    InMemorySchemas other = new InMemorySchemas();
    other.register(SUBJECT, SessionEvent.getClassSchema());
    SubjectSchemas next = new SubjectSchemas(SUBJECT, other, length -> {}, () -> now);
    assertThatThrownBy(() -> next.load(schemas.known()))
        .isInstanceOf(RegistryLostSchemasException.class)
        .hasMessageContaining("has changed the schema");
  }

  @Test
  void aSubjectWithoutSchemasIsRefusedAtTheStart() {
    SubjectSchemas next = new SubjectSchemas("none-value", registry, length -> {}, () -> now);
    assertThatThrownBy(() -> next.load(List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("none-value")
        .hasMessageContaining("deploy step");
  }
}
