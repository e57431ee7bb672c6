package io.parley.faults;

import io.parley.cli.StackPorts;
import io.parley.command.CommandFailure;
import io.parley.pipeline.PipelineStack;
import io.parley.pipeline.run.Build;
import io.parley.pipeline.run.StackHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
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
 */
public final class FaultSuite {

  /** The checker takes 15 s for the first case of a stack and 50 s for the 25th. */
  private static final int CASES_PER_STACK = 8;

  private final StackHome home;
  private final StackPorts ports;
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
    this.home = home;
    this.ports = ports;
    this.load = load;
    this.narrator = new Narrator(out, live);
    this.failedLogs = new FailedLogs(home.root());
    this.onCase = onCase;
  }

  /** Runs each fault once. */
  public Report run(List<Fault> faults, long seed) throws IOException {
    Report report = new Report(seed, load, Build.facts());
    for (Fault fault : inOrder(faults, seed)) {
      add(report, fault, seed);
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

  private void add(Report report, Fault fault, long seed) throws IOException {
    report.add(runOne(fault, seed));
    onCase.accept(report);
  }

  private CaseResult runOne(Fault fault, long seed) throws IOException {
    narrator.begin(fault, seed);
    if (!canShare(fault)) {
      open(fault.requirements());
    }
    CaseResult result = new FaultCase(fault, seed, stackNumber).run(stack, load, narrator);
    casesOnStack = fault.isLong() ? CASES_PER_STACK : casesOnStack + 1;
    narrator.end(result);
    if (!result.outcome().isAsExpected()) {
      narrator.say("         logs: " + failedLogs.keep(result));
      requirements = null;
    }
    home.publish();
    return result;
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
      stack = home.open(wanted.servers(ports), wanted.jobs(), shown, narrator.isLive());
    } catch (CommandFailure e) {
      narrator.say(steps.toString());
      throw e;
    }
    stackNumber++;
    casesOnStack = 0;
    requirements = wanted;
  }
}
