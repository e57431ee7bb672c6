/**
 * Helpers for the jobs' metrics. Labels come from enums and histograms from fixed names, so no
 * metric can carry a user's id or text, and their number is bounded.
 */
package io.parley.common.metrics;
