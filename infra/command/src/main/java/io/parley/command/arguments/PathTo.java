package io.parley.command.arguments;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the command does with the file or directory that an option or parameter names. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER})
public @interface PathTo {

  /** The use of a path. */
  enum Use {
    /** A file that must exist. A pipe will do. */
    READ_FILE("a file that this user can read"),

    /** A file that is written anew, in a directory that must exist. */
    WRITE_FILE("a file in a directory that exists and that this user can write to"),

    /** A file that must exist, and is changed. */
    CHANGE_FILE("a file that exists and that this user can read and write"),

    /** A file that is made if it is missing, with the directories above it. */
    MAKE_FILE("a file that this user can read, or can make"),

    /** A directory that must exist. */
    READ_DIRECTORY("a directory that this user can read"),

    /** A directory that is made if it is missing, in one that must exist. */
    WRITE_DIRECTORY("a directory that this user can write to, or can make where it is"),

    /** A directory that may be missing, in which some commands read and others write. */
    DIRECTORY("a directory, or a place for a new one");

    private final String expected;

    Use(String expected) {
      this.expected = expected;
    }

    /** What was expected, in words. */
    String expected() {
      return expected;
    }
  }

  /** The use. */
  Use value();
}
