package io.parley.benchmarks.pipeline;

import io.parley.command.arguments.PathTo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that puts results that are there already into the pages. */
@Command(
    name = "page",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Puts the results of earlier runs of the pipeline suite into a page.",
    description = {
      "",
      "Runs nothing. A run that fails leaves the page as it is, though what it measured before is"
          + " in its results. This command puts them into the page, which says then that the run"
          + " failed, and why. The tables of a page "
          + Pages.SCALE
          + " beside it are computed anew. What is marked until-next-run stays.",
      ""
    })
public final class PageCommand implements Callable<Integer> {

  @Option(
      names = "--page",
      required = true,
      paramLabel = "FILE",
      description = "A Markdown page into which to put the results, between its marks.")
  @PathTo(PathTo.Use.CHANGE_FILE)
  private Path page;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Where the results of both compilers are: the --output of their runs.")
  @PathTo(PathTo.Use.READ_DIRECTORY)
  private Path output;

  @Override
  public Integer call() throws IOException {
    Pages pages = new Pages(page, output);
    pages.writeResults();
    pages.writeScale();
    return 0;
  }
}
