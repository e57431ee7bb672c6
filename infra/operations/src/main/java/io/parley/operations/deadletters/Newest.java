package io.parley.operations.deadletters;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The newest of many dead letters. It holds no more than it will give. */
final class Newest {

  private static final Comparator<DeadLetter> BY_TIME =
      Comparator.comparing(DeadLetter::time)
          .thenComparing(letter -> letter.id().partition())
          .thenComparing(letter -> letter.id().offset());

  private final int most;
  private final PriorityQueue<DeadLetter> oldestFirst = new PriorityQueue<>(BY_TIME);
  private long seen;

  Newest(int most) {
    this.most = most;
  }

  void add(List<DeadLetter> letters) {
    for (DeadLetter letter : letters) {
      seen++;
      oldestFirst.add(letter);
      if (oldestFirst.size() > most) {
        oldestFirst.remove();
      }
    }
  }

  /** How many were added. */
  long seen() {
    return seen;
  }

  /** The newest, oldest first. */
  List<DeadLetter> inOrder() {
    List<DeadLetter> letters = new ArrayList<>(oldestFirst);
    letters.sort(BY_TIME);
    return letters;
  }
}
