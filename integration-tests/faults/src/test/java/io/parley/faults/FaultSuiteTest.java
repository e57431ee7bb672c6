package io.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.cli.StackPorts;
import io.parley.command.CommandFailure;
import io.parley.pipeline.PipelineStack;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that what goes wrong with a stack costs the case on it, and not the run. Seen red: each of
 * the failures here ended the run, without a record of the case and without the cases that were to
 * come.
 */
class FaultSuiteTest {

  private static final List<Fault> FAULTS = List.of(new Harmless("first"), new Harmless("second"));

  @TempDir private Path directory;

  private final StringWriter told = new StringWriter();
  private final List<Integer> recorded = new ArrayList<>();

  @Test
  void aStackThatDoesNotStartIsAnErrorOfItsCaseAndTheNextCaseGetsANewOne() {
    Report report =
        run(
            new Stacks() {
              @Override
              public PipelineStack open() {
                throw new CommandFailure("The stack did not start: kafka was not ready");
              }
            });

    assertThat(report.cases())
        .hasSize(2)
        .allSatisfy(
            result -> {
              assertThat(result.outcome()).isEqualTo(Outcome.ERROR);
              assertThat(result.reasons()).singleElement().asString().contains("kafka was not");
            });
    assertThat(report.cases()).extracting(CaseResult::stack).containsExactly(1, 2);
    assertThat(report.isAsExpected()).isFalse();
    assertThat(recorded).as("cases in the record, after each case").containsExactly(1, 2);
  }

  @Test
  void serversThatCannotBePublishedChangeNoResult() {
    Report report =
        run(
            new Stacks() {
              @Override
              public void publish() throws IOException {
                throw new IOException("no space left");
              }
            });

    assertThat(report.cases()).hasSize(2);
    assertThat(told.toString()).contains("cannot tell other commands where the servers are");
  }

  private Report run(Stacks stacks) {
    return new FaultSuite(
            stacks,
            directory.resolve("stack"),
            Load.MODEST,
            new PrintWriter(told, true),
            false,
            report -> recorded.add(report.cases().size()))
        .run(FAULTS, new Report(7, Load.MODEST, Map.of()));
  }

  /** Servers that were never started: a case on them crashes, and they have left no logs. */
  private class Stacks implements FaultSuite.Stacks {

    PipelineStack open() {
      return new PipelineStack(directory, FAULTS.get(0).requirements().servers(new StackPorts()));
    }

    @Override
    public PipelineStack open(StackRequirements wanted, PrintWriter out, boolean live) {
      return open();
    }

    @Override
    public void publish() throws IOException {}
  }

  private record Harmless(String name) implements Fault {
    @Override
    public String what() {
      return "Nothing.";
    }

    @Override
    public void inflict(FaultRun run) {
      // Nothing is damaged.
    }
  }
}
