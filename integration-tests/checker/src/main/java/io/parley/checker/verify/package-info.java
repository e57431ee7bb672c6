/**
 * {@code ./parley verify}: the checker for people, against the stack that runs on this machine, or
 * against a history that it makes up to measure itself.
 */
package io.parley.checker.verify;
