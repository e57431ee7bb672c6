package io.parley.e2e.samples;

import io.parley.checker.conformance.Conformance;
import io.parley.checker.live.LiveHistory;
import io.parley.checker.live.Progress;
import io.parley.command.ServiceAddresses;

/** Judges gateways by the topics of a running stack, as {@code ./parley conformance} does. */
public final class Gateways {

  private Gateways() {}

  /** Fails unless each gateway has written something and has broken no rule. */
  public static void assertConform(ServiceAddresses services, String... gateways) {
    try (LiveHistory history = LiveHistory.connect(services, Progress.SILENT)) {
      for (String gateway : gateways) {
        Conformance.of(gateway, history).assertHolds();
      }
    }
  }
}
