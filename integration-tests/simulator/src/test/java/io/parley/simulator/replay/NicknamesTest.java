package io.parley.simulator.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NicknamesTest {

  private static final String ID = "[A-Za-z0-9._:@-]{1,64}";

  @Test
  void aPlainNicknameIsItsOwnId() {
    assertThat(Nicknames.toId("mole_2.a-b")).isEqualTo("mole_2.a-b");
  }

  @Test
  void otherCharactersAreEscaped() {
    assertThat(Nicknames.toId("EriC^^")).isEqualTo("EriC:5E:5E");
    assertThat(Nicknames.toId("[cro] é:")).isEqualTo(":5Bcro:5D:20:C3:A9:3A");
  }

  @Property
  void anyNicknameComesBack(@ForAll @StringLength(min = 1, max = 7) String nickname) {
    String whole = new String(nickname.getBytes(UTF_8), UTF_8);

    assertThat(Nicknames.toId(whole)).matches(ID);
    assertThat(Nicknames.ofId(Nicknames.toId(whole))).isEqualTo(whole);
  }

  @Test
  void longNicknamesStayApartAndSayThatTheyWereCut() {
    String one = Nicknames.toId("x".repeat(100) + "1");
    String two = Nicknames.toId("x".repeat(100) + "2");

    assertThat(one).matches(ID).isNotEqualTo(two);
    assertThatThrownBy(() -> Nicknames.ofId(one)).isInstanceOf(IllegalArgumentException.class);
  }
}
