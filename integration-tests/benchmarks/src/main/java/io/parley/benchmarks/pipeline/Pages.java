package io.parley.benchmarks.pipeline;

import io.parley.benchmarks.Markdown;
import io.parley.benchmarks.scale.ScalePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The page about benchmarks, and the page about scale beside it, written from the results that lie
 * in a directory.
 *
 * @param page the page about benchmarks
 * @param results the directory of the results with both compilers
 */
record Pages(Path page, Path results) {

  static final String SCALE = "SCALE.md";

  /**
   * Puts the results with both compilers into the page.
   *
   * @throws IOException also if there are no results
   */
  void writeResults() throws IOException {
    Map<Compiler, Report> reports = Page.reports(results);
    if (reports.isEmpty()) {
      throw new IOException(
          "%s has no %s, so there is nothing to put into %s: run the benchmark first"
              .formatted(results, Report.FILE, page));
    }
    Page.update(page, reports);
  }

  /** Computes the page about scale anew, which is about the quick compiler, if both are there. */
  void writeScale() throws IOException {
    Path report = Compiler.QUICK.in(results).resolve(Report.FILE);
    if (Files.exists(scale()) && Files.exists(report)) {
      ScalePage.update(scale(), report);
    }
  }

  /** Deletes what people have remarked on the run before. */
  void dropRemarks() throws IOException {
    Markdown.dropRemarks(page);
    if (Files.exists(scale())) {
      Markdown.dropRemarks(scale());
    }
  }

  private Path scale() {
    return page.resolveSibling(SCALE);
  }
}
