/**
 * Faultless histories made from a seed, of any length, worked out anew for each stream: they cost
 * no memory. The checker must find nothing in them ({@code ./parley verify --self-test}), and
 * exactly one thing in each when its tests break them in one place.
 */
package io.parley.checker.simulated;
