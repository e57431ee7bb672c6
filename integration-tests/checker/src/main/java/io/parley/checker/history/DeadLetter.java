package io.parley.checker.history;

/** What the headers of a dead letter say: who set which record aside, and why. */
public record DeadLetter(String job, String reason, Position source) {}
