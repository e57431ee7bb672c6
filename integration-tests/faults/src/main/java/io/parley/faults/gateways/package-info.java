/**
 * Faults of gateways with many sessions: they die, stand still, or lose all their devices at once.
 * Every device must get everything all the same, in order, and pushes are those owed.
 */
package io.parley.faults.gateways;
