/**
 * Real servers for JUnit 5 tests.
 *
 * <pre>{@code
 * @UsesLocalServers({Server.CQL, Server.KAFKA})
 * class MessageStoreIT {
 *
 *   @Test
 *   void storesAMessage(LocalServers servers) {
 *     InetSocketAddress contactPoint = servers.cql().contactPoint();
 *     ...
 *   }
 * }
 * }</pre>
 *
 * <p>A server starts with the first test class that names it and serves all classes of the run: one
 * test JVM, so one module's integration tests. Logs are in {@code target/local-servers/<process
 * number>/logs} and stay until the next run. No server outlives the test JVM, not even if it is
 * killed.
 */
package io.parley.infra.local.junit;
