package io.parley.routing.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.testing.PlainTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MembersTest {

  private final PlainTable<Integer, List<String>> pages = new PlainTable<>();
  private final Members members = new Members(pages);

  /** Seen red with join that did not ask who is a member already. */
  @Property(tries = 300, seed = "3")
  void pagesSayTheSameAsOneSet(
      @ForAll @Size(max = 30) List<@Size(max = 20) List<@IntRange(max = 2_000) Integer>> changes) {
    Members some = new Members(new PlainTable<>());
    Set<String> plain = new HashSet<>();
    boolean join = true;
    for (List<Integer> change : changes) {
      List<String> users = change.stream().map(n -> "user-" + n).distinct().toList();
      Collection<String> known = new HashSet<>(users);
      known.retainAll(plain);
      assertThat(some.count(users)).isEqualTo(known.size());
      if (join) {
        assertThat(some.join(users)).isEqualTo(users.size() - known.size());
        plain.addAll(users);
      } else {
        some.leave(users);
        plain.removeAll(new HashSet<>(users));
      }
      join = !join;
    }
    List<String> all = new ArrayList<>();
    some.forEach(all::add);
    assertThat(all).containsExactlyInAnyOrderElementsOf(plain);
  }

  @Test
  void aPageOfTheLargestGroupHoldsAFewHundredOnly() {
    members.join(IntStream.range(0, 100_000).mapToObj(i -> "user-" + i).toList());

    assertThat(IntStream.range(0, Members.PAGES).map(page -> members.page(page).size()))
        .allSatisfy(size -> assertThat(size).isBetween(50, 400))
        .satisfies(
            sizes -> assertThat(sizes.stream().mapToInt(size -> size).sum()).isEqualTo(100_000));
  }

  @Test
  void nothingIsLeftOfAConversationThatEveryoneLeft() {
    members.join(List.of("ann", "bob"));
    members.leave(List.of("ann", "bob"));

    assertThat(pages.entries()).isEmpty();
  }
}
