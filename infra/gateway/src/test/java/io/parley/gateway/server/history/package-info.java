/** Tests of what the gateway reads from the database, without one. */
package io.parley.gateway.server.history;
