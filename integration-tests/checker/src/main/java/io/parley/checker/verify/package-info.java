/**
 * The command {@code ./parley verify}, which runs the checker against the stack on this machine.
 * With {@code --self-test} it measures the checker with a simulated history.
 */
package io.parley.checker.verify;
