/**
 * {@code ./parley}: Parley on this machine, for people and scripts.
 *
 * <p>{@code up} starts the servers and owns them; it writes what runs where into {@code
 * .parley/stack.json}. All other commands are short-lived processes that find the servers through
 * that file. A command is a class with its options; what several share is beside it: {@link
 * io.parley.cli.StackDirectory} (files), {@link io.parley.cli.RecordPrinter} (Kafka records),
 * {@link io.parley.cli.Provisioning} (the deploy steps).
 *
 * <p>A foreseen failure is a {@link io.parley.command.CommandFailure}: one message that says what
 * to do, and an exit code. Output is plain lines unless it goes to a terminal.
 */
package io.parley.cli;
