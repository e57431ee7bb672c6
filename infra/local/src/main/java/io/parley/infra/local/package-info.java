/**
 * Parley's servers, for tests and for people: real ones, each in a process of its own, on loopback.
 *
 * <p>A {@link io.parley.infra.local.LocalServer} is started and stopped, killed, paused and
 * restarted; its port and its data stay the same over all of these. Each has its own directory
 * under that of its stack; the logs of all lie together in {@code logs}:
 *
 * <pre>{@code
 * try (CqlServer cql = new CqlServer(Path.of("target", "my-stack"))) {
 *   cql.start();
 *   connectTo(cql.contactPoint());
 *   cql.kill();
 *   cql.start();
 * }
 * }</pre>
 *
 * <p>The servers' jars come from the modules below {@code infra/local/servers}, which the build
 * runs before this one; they never meet the jars of this JVM. No server outlives the JVM that
 * started it: see {@link io.parley.infra.local.Reaper}.
 */
package io.parley.infra.local;
