package io.parley.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests that suspect reads have a share of the places, and that each kind keeps its order. */
class ReadPlacesTest {

  private final ReadPlaces<String> places = new ReadPlaces<>(8);

  private List<String> begin() {
    List<String> begun = new ArrayList<>();
    for (Optional<String> next = places.next(); next.isPresent(); next = places.next()) {
      begun.add(next.get());
    }
    return begun;
  }

  @Test
  void suspectsGetAQuarterOfThePlaces() {
    for (int n = 0; n < 10; n++) {
      places.add("suspect " + n, true);
    }
    assertThat(begin()).containsExactly("suspect 0", "suspect 1");
    places.leave(true);
    assertThat(begin()).containsExactly("suspect 2");
  }

  @Test
  void othersGetAllPlacesThatSuspectsDoNotHave() {
    for (int n = 0; n < 10; n++) {
      places.add("read " + n, false);
    }
    assertThat(begin()).hasSize(8).startsWith("read 0").endsWith("read 7");
    places.add("suspect", true);
    places.leave(false);
    assertThat(begin()).containsExactly("suspect");
  }

  @Test
  void aSinglePlaceIsForBothKinds() {
    ReadPlaces<String> one = new ReadPlaces<>(1);
    one.add("suspect", true);
    assertThat(one.next()).contains("suspect");
    one.add("read", false);
    assertThat(one.next()).isEmpty();
    one.leave(true);
    assertThat(one.next()).contains("read");
  }
}
