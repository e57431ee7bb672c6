package io.parley.command.arguments;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The numbers that an option or parameter may be. NaN and infinity are outside of every bounds. In
 * a list the bounds hold for each element. A default value is not checked.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER})
public @interface Bounds {

  /** The highest number of a TCP port. */
  int LARGEST_PORT = 65_535;

  /** The least number. */
  double least() default Double.NEGATIVE_INFINITY;

  /** A number that is too small, where there is no least one. */
  double moreThan() default Double.NEGATIVE_INFINITY;

  /** The largest number. */
  double most() default Double.POSITIVE_INFINITY;
}
