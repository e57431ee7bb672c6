package io.parley.simulation;

import java.util.function.Predicate;

/**
 * Makes a failing script small: leaves out parts as long as it still fails, first large ones, in
 * the end single steps. This is the method of Zeller and Hildebrandt ("Simplifying and Isolating
 * Failure-Inducing Input", 2002) without its search for complements.
 */
final class Shrinker {

  private Shrinker() {}

  static Script shrink(Script script, Predicate<Script> fails) {
    Script smallest = script;
    for (int size = script.steps().size() / 2; size >= 1; ) {
      Script before = smallest;
      for (int from = smallest.steps().size() - size; from >= 0; from -= size) {
        Script candidate = smallest.without(from, from + size);
        if (fails.test(candidate)) {
          smallest = candidate;
          from = Math.min(from, smallest.steps().size());
        }
      }
      if (size == 1 && smallest.equals(before)) {
        return smallest;
      }
      size = Math.max(1, size / 2);
    }
    return smallest;
  }
}
