/**
 * The command line {@code ./parley}, with which people and scripts run Parley on this machine.
 *
 * <p>{@code up} starts the servers and owns them. It writes their addresses to {@code
 * .parley/stack.json}. All other commands are short-lived processes that find the servers through
 * that file. Each command is a class with its options. Parts that several commands share are beside
 * them: {@link io.parley.cli.StackDirectory} (files), {@link io.parley.cli.RecordPrinter} (Kafka
 * records), {@link io.parley.cli.Provisioning} (the deploy steps).
 *
 * <p>A foreseen failure is a {@link io.parley.command.CommandFailure} with an exit code and a
 * message that says what to do. Output is plain lines unless it goes to a terminal.
 */
package io.parley.cli;
