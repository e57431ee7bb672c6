package io.parley.checker.history;

/** The headers of a dead letter: the job that set a record aside, the reason, and the record. */
public record DeadLetter(String job, String reason, Position source) {}
