/**
 * {@code ./parley demo}: servers, jobs, a fleet, a kill, and the checker's verdict in one command.
 *
 * <p>It lives here and not in {@code infra/cli}, because it needs the checker and the fleet, and no
 * module may depend on this one; {@code ./parley} finds it through {@link
 * io.parley.command.Subcommand}.
 *
 * <p>The demo keeps its servers' data in {@code demo} below the directory of {@code ./parley}, and
 * begins with none, so it disturbs nothing that {@code ./parley up} left there.
 */
package io.parley.demo;
