/**
 * Faults of what gateways write: every field of every input record at its bounds. Each command is
 * answered or set aside, nothing else stops, and no job restarts.
 */
package io.parley.faults.input;
