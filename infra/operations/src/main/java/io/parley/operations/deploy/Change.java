package io.parley.operations.deploy;

import java.util.Locale;

/**
 * One difference between a cluster and what it should be.
 *
 * @param kind what the deploy step does about it
 * @param what the difference, in words
 */
record Change(Kind kind, String what) {

  /** What a deploy step does about a difference. */
  enum Kind {
    /** Makes something that does not exist. */
    CREATE("+"),
    /** Changes a setting in place. */
    CHANGE("~"),
    /** Takes something away. */
    REMOVE("-"),
    /** Nothing. A person has to decide, and nothing else of the step is done either. */
    REFUSE("!"),
    /** Nothing, because it was not asked for. */
    LEAVE("?");

    private final String mark;

    Kind(String mark) {
      this.mark = mark;
    }

    String lower() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Change create(String what) {
    return new Change(Kind.CREATE, what);
  }

  static Change refuse(String what) {
    return new Change(Kind.REFUSE, what);
  }

  @Override
  public String toString() {
    return kind.mark + " " + what;
  }
}
