package io.parley.flink.connector.scylladb;

import java.util.function.Predicate;

/**
 * One line of the error table.
 *
 * @param name the label {@code rule} of the metric {@code retries} and of the README's table
 * @param errorClass the action for such an error
 * @param matches whether an error (without wrappers) falls under this rule
 * @param advice the advice for an operator, a sentence for messages and for the README
 */
record ErrorRule(String name, ErrorClass errorClass, Predicate<Throwable> matches, String advice) {

  static ErrorRule of(
      String name, ErrorClass errorClass, Class<? extends Throwable> type, String advice) {
    return new ErrorRule(name, errorClass, type::isInstance, advice);
  }
}
