/**
 * The command {@code ./parley demo}: servers, jobs, simulated people, a kill, and the checker's
 * verdict in one command.
 *
 * <p>It is a module of its own, because it needs the checker and the simulator, and {@code
 * infra/cli} must not depend on them. {@code ./parley} finds it as a {@link
 * io.parley.command.Subcommand}.
 *
 * <p>The demo keeps its servers' data in {@code demo} below the directory of {@code ./parley}, and
 * deletes them at its start. It does not touch the data of {@code ./parley up}.
 */
package io.parley.demo;
