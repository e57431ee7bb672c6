package io.parley.faults;

import io.parley.cli.StackPorts;
import io.parley.pipeline.PipelineStack;
import io.parley.pipeline.run.Build;
import io.parley.pipeline.run.StackHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Runs faults one after the other. Those that ask for the same stack share it, in an order that the
 * seed draws. A stack on which a case failed is not used again, nor is one that has seen much: the
 * checker judges all that a stack has seen, so each case on it takes longer than the one before.
 *
 * <p>A case whose stack does not start is a case that could not be carried out. The run goes on
 * with the next case, on a new stack.
 */
public final class FaultSuite {

  /** The checker takes 15 s for the first case of a stack and 50 s for the 25th. */
  private static final int CASES_PER_STACK = 8;

  /** Where a suite gets its stacks from. */
  interface Stacks {
    /** Kills the present stack, if there is one, and starts another. */
    PipelineStack open(StackRequirements wanted, PrintWriter out, boolean live) throws IOException;

    /** Tells other commands where the servers of the present stack are now. */
    void publish() throws IOException;
  }

  private record StacksOfHome(StackHome home, StackPorts ports) implements Stacks {
    @Override
    public PipelineStack open(StackRequirements wanted, PrintWriter out, boolean live)
        throws IOException {
      return home.open(wanted.servers(ports), wanted.jobs(), out, live);
    }

    @Override
    public void publish() throws IOException {
      home.publish();
    }
  }

  private final Stacks stacks;
  private final Load load;
  private final Narrator narrator;
  private final FailedLogs failedLogs;
  private final Consumer<Report> onCase;

  private PipelineStack stack;
  private StackRequirements requirements;
  private int stackNumber;
  private int casesOnStack;

  /**
   * A suite.
   *
   * @param live whether {@code out} is a terminal on which lines can be redrawn
   * @param onCase called after each case with all so far: a run that is cut short is worth its
   *     record too
   */
  public FaultSuite(
      StackHome home,
      StackPorts ports,
      Load load,
      PrintWriter out,
      boolean live,
      Consumer<Report> onCase) {
    this(new StacksOfHome(home, ports), home.root(), load, out, live, onCase);
  }

  FaultSuite(
      Stacks stacks,
      Path directory,
      Load load,
      PrintWriter out,
      boolean live,
      Consumer<Report> onCase) {
    this.stacks = stacks;
    this.load = load;
    this.narrator = new Narrator(out, live);
    this.failedLogs = new FailedLogs(directory);
    this.onCase = onCase;
  }

  /** Runs each fault once. */
  public Report run(List<Fault> faults, long seed) throws IOException {
    return run(faults, new Report(seed, load, Build.facts()));
  }

  /** Runs each fault once, and adds the results to a report, whose seed counts. */
  Report run(List<Fault> faults, Report report) {
    for (Fault fault : inOrder(faults, report.seed())) {
      report.add(runOne(fault, report.seed()));
      onCase.accept(report);
    }
    return report;
  }

  /**
   * By requirements, so that stacks are shared; requirements and the faults of one stack as the
   * seed has it, but those that take long come last.
   */
  static List<Fault> inOrder(List<Fault> faults, long seed) {
    List<Fault> drawn = new ArrayList<>(faults);
    drawn.sort(Comparator.comparing(Fault::name));
    Collections.shuffle(drawn, new Random(seed));
    Map<StackRequirements, List<Fault>> byRequirements = new LinkedHashMap<>();
    drawn.forEach(
        fault ->
            byRequirements
                .computeIfAbsent(fault.requirements(), any -> new ArrayList<>())
                .add(fault));
    byRequirements.values().forEach(sharing -> sharing.sort(Comparator.comparing(Fault::isLong)));
    return byRequirements.values().stream().flatMap(List::stream).toList();
  }

  private CaseResult runOne(Fault fault, long seed) {
    narrator.begin(fault, seed);
    CaseResult result = carryOut(fault, seed);
    narrator.end(result);
    if (!result.outcome().isAsExpected()) {
      attempt(
          "keep the logs",
          () -> narrator.say("         logs and topics: " + failedLogs.keep(result)));
      requirements = null;
    }
    return result;
  }

  private CaseResult carryOut(Fault fault, long seed) {
    if (!canShare(fault)) {
      stackNumber++;
      FaultCase notStarted = new FaultCase(fault, seed, stackNumber);
      try {
        open(fault.requirements());
      } catch (IOException | RuntimeException e) {
        return notStarted.crashed(e);
      }
    }
    CaseResult result = new FaultCase(fault, seed, stackNumber).run(stack, load, narrator);
    casesOnStack = fault.isLong() ? CASES_PER_STACK : casesOnStack + 1;
    attempt("tell other commands where the servers are", stacks::publish);
    return result;
  }

  private interface Step {
    void take() throws IOException;
  }

  /** Takes a step whose failure is told and changes no result. */
  private void attempt(String what, Step step) {
    try {
      step.take();
    } catch (IOException | RuntimeException e) {
      narrator.say("         cannot %s: %s".formatted(what, e));
    }
  }

  private boolean canShare(Fault fault) {
    return fault.requirements().equals(requirements)
        && !requirements.ownStack()
        && casesOnStack < CASES_PER_STACK;
  }

  private void open(StackRequirements wanted) throws IOException {
    requirements = null;
    StringWriter steps = new StringWriter();
    PrintWriter shown = narrator.isLive() ? narrator.out() : new PrintWriter(steps, true);
    try {
      stack = stacks.open(wanted, shown, narrator.isLive());
    } catch (IOException | RuntimeException e) {
      narrator.say(steps.toString());
      throw e;
    }
    casesOnStack = 0;
    requirements = wanted;
  }
}
