/**
 * The servers that Parley needs, started on this machine for tests and for people. They are the
 * real servers, each in a process of its own on the loopback interface.
 *
 * <p>A {@link io.parley.infra.local.LocalServer} can be started, stopped, killed, paused and
 * restarted. Its port and its data stay the same throughout. Each server has a directory of its own
 * below that of its stack. The logs of all servers are in {@code logs}:
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
 * runs before this one. They are never on the class path of this JVM. No server outlives the JVM
 * that started it: see {@link io.parley.infra.local.Reaper}.
 */
package io.parley.infra.local;
