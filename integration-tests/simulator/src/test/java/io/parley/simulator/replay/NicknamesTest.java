package io.parley.simulator.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
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
    assertThat(restored(Nicknames.toId(whole))).isEqualTo(whole);
  }

  @Test
  void longNicknamesStayApartAndSayThatTheyWereCut() {
    String one = Nicknames.toId("x".repeat(100) + "1");
    String two = Nicknames.toId("x".repeat(100) + "2");

    assertThat(one).matches(ID).matches(".*:h[0-9a-f]{16}").isNotEqualTo(two);
  }

  /** The nickname of an id that was not cut. */
  private static String restored(String id) {
    ByteArrayOutputStream nickname = new ByteArrayOutputStream();
    for (int i = 0; i < id.length(); i++) {
      if (id.charAt(i) == ':') {
        nickname.write(HexFormat.fromHexDigits(id, i + 1, i + 3));
        i += 2;
      } else {
        nickname.write(id.charAt(i));
      }
    }
    return nickname.toString(UTF_8);
  }
}
