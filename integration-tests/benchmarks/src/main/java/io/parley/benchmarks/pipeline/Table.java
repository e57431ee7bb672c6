package io.parley.benchmarks.pipeline;

import java.util.List;

/**
 * Figures of a run that explain its findings.
 *
 * @param title what the rows are about
 * @param header the columns' names
 */
record Table(String title, List<String> header, List<List<String>> rows) {}
