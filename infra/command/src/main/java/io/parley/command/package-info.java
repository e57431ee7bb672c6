/**
 * The parts that all commands of {@code ./parley} share: how a command finds the services ({@link
 * io.parley.command.CommandContext}), how it fails ({@link io.parley.command.CommandFailure},
 * {@link io.parley.command.FileFailures}, {@link io.parley.command.ServiceFailures}) and how it
 * prints ({@link io.parley.command.Table}, {@link io.parley.command.CheckList}). What its arguments
 * may be is said in {@link io.parley.command.arguments}.
 *
 * <p>This module knows no server and no job, so that the checker can be a command without knowing
 * either.
 */
package io.parley.command;
