/**
 * Faultless histories of any length, made from a seed. They are computed anew for each stream, so
 * they take no memory. The checker must find nothing in them ({@code ./parley verify --self-test}).
 * Its tests break a history in one place, and the checker must then find exactly that fault.
 */
package io.parley.checker.simulated;
