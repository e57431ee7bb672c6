package io.parley.operations.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Tests which job a transactional id belongs to.
 *
 * <p>Seen red: without the look for other prefixes.
 */
class OwnerTest {

  @Test
  void anIdOfThisDeploymentNamesItsJob() {
    Owner owner = Owner.of("parley-routing-chat.deliveries-0-7", "parley");

    assertThat(owner).isEqualTo(new Owner("routing", "parley", true));
    assertThat(owner).hasToString("routing");
  }

  @Test
  void anIdOfAnEarlierPrefixNamesThatToo() {
    Owner owner = Owner.of("old-ingest-chat.events-0-7", "parley");

    assertThat(owner).isEqualTo(new Owner("ingest", "old", false));
    assertThat(owner).hasToString("ingest (prefix old)");
  }

  @Test
  void anIdOfAnotherProgramHasNoJob() {
    assertThat(Owner.of("somebody", "parley")).hasToString("?");
  }
}
