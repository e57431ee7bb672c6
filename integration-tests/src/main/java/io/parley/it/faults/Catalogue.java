package io.parley.it.faults;

import io.parley.cli.CommandFailure;
import io.parley.it.faults.network.BadNetwork;
import io.parley.it.faults.network.BadNetwork.Victim;
import io.parley.it.faults.network.CqlOutage;
import io.parley.it.faults.network.DelayedTransactionEnds;
import io.parley.it.faults.network.FullCheckpointDisk;
import io.parley.it.faults.network.GarbageInput;
import io.parley.it.faults.network.HotConversation;
import io.parley.it.faults.network.LostTransactionEnds;
import io.parley.it.faults.network.OvertakenByRetention;
import io.parley.it.faults.network.RegistryDown;
import io.parley.it.faults.network.RegistryDownAtStart;
import io.parley.it.faults.network.SlowCql;
import io.parley.it.faults.process.BrokerOutage;
import io.parley.it.faults.process.CancelledJobs;
import io.parley.it.faults.process.KilledBeforeCommit;
import io.parley.it.faults.process.KilledFlink;
import io.parley.it.faults.process.KilledJobManager;
import io.parley.it.faults.process.KilledTaskManager;
import io.parley.it.faults.process.KilledTaskManagers;
import io.parley.it.faults.process.LongOutage;
import io.parley.it.faults.process.RescaledJobs;
import io.parley.it.faults.process.ShiftedClock;
import io.parley.it.faults.process.StoppedJobs;
import io.parley.it.faults.process.TwoCopies;
import io.parley.it.faults.process.Zombie;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** All faults there are. */
public final class Catalogue {

  private static final List<Fault> ALL =
      List.of(
          new KilledTaskManager(),
          new KilledTaskManagers(),
          new KilledJobManager(),
          new KilledBeforeCommit(),
          new KilledFlink(),
          new CancelledJobs(),
          new StoppedJobs(),
          new RescaledJobs(),
          new LongOutage(),
          new TwoCopies(),
          new ShiftedClock(),
          new Zombie(),
          BrokerOutage.paused(),
          BrokerOutage.killed(),
          BrokerOutage.restarted(),
          new RegistryDownAtStart(),
          new RegistryDown(),
          CqlOutage.killed(),
          CqlOutage.paused(),
          SlowCql.slow(),
          SlowCql.timingOut(),
          BadNetwork.cut(Victim.KAFKA),
          BadNetwork.reset(Victim.KAFKA),
          BadNetwork.halfOpen(Victim.KAFKA),
          BadNetwork.silent(Victim.KAFKA),
          BadNetwork.cut(Victim.CQL),
          BadNetwork.reset(Victim.CQL),
          BadNetwork.halfOpen(Victim.CQL),
          BadNetwork.silent(Victim.CQL),
          new DelayedTransactionEnds(),
          new LostTransactionEnds(),
          new OvertakenByRetention(),
          new FullCheckpointDisk(),
          new HotConversation(),
          new GarbageInput());

  private Catalogue() {}

  /** By name. */
  public static List<Fault> all() {
    return ALL.stream().sorted(Comparator.comparing(Fault::name)).toList();
  }

  /**
   * The fault of a name.
   *
   * @throws CommandFailure if there is none, with all that there are
   */
  public static Fault named(String name) {
    return ALL.stream()
        .filter(fault -> fault.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    "There is no fault '%s'. There are: %s."
                        .formatted(
                            name,
                            all().stream().map(Fault::name).collect(Collectors.joining(", ")))));
  }
}
