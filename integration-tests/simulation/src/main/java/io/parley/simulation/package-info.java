/** The decisions of the three jobs, run together under a deterministic scheduler. */
package io.parley.simulation;
