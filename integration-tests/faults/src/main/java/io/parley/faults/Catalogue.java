package io.parley.faults;

import io.parley.command.CommandFailure;
import io.parley.faults.gateways.Crowd;
import io.parley.faults.gateways.LargeGroups;
import io.parley.faults.gateways.ManyDevices;
import io.parley.faults.input.InputBounds;
import io.parley.faults.mistake.OlderSavepoint;
import io.parley.faults.mistake.PartitionsAdded;
import io.parley.faults.mistake.StartWithoutState;
import io.parley.faults.mistake.TwoCopies;
import io.parley.faults.mistake.WipedRegistry;
import io.parley.faults.network.BadNetwork;
import io.parley.faults.network.BadNetwork.Victim;
import io.parley.faults.network.CqlOutage;
import io.parley.faults.network.DelayedTransactionEnds;
import io.parley.faults.network.FullCheckpointDisk;
import io.parley.faults.network.GarbageInput;
import io.parley.faults.network.HotConversation;
import io.parley.faults.network.LostTransactionEnds;
import io.parley.faults.network.OvertakenByRetention;
import io.parley.faults.network.RegistryDown;
import io.parley.faults.network.RegistryDownAtStart;
import io.parley.faults.network.SlowCql;
import io.parley.faults.network.SlowRange;
import io.parley.faults.process.BrokerOutage;
import io.parley.faults.process.CancelledJobs;
import io.parley.faults.process.CrashedEverything;
import io.parley.faults.process.EpochRollover;
import io.parley.faults.process.FewFileHandles;
import io.parley.faults.process.KilledBeforeCommit;
import io.parley.faults.process.KilledFlink;
import io.parley.faults.process.KilledJobManager;
import io.parley.faults.process.KilledTaskManager;
import io.parley.faults.process.KilledTaskManagers;
import io.parley.faults.process.LongOutage;
import io.parley.faults.process.RescaledJobs;
import io.parley.faults.process.RollingRestart;
import io.parley.faults.process.ShiftedBroker;
import io.parley.faults.process.ShiftedClock;
import io.parley.faults.process.SmallHeap;
import io.parley.faults.process.StoppedJobs;
import io.parley.faults.process.Zombie;
import io.parley.faults.stall.Stall;
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
          ShiftedClock.ahead(),
          ShiftedClock.back(),
          ShiftedBroker.ahead(),
          ShiftedBroker.slightlyAhead(),
          ShiftedBroker.back(),
          ShiftedBroker.beyond(),
          new CrashedEverything(),
          new RollingRestart(),
          new StartWithoutState(),
          new OlderSavepoint(),
          new WipedRegistry(),
          new PartitionsAdded(),
          new EpochRollover(),
          new FewFileHandles(),
          new SmallHeap(),
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
          new SlowRange(),
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
          Stall.frozenDatabase(),
          Stall.longFrozenDatabase(),
          Stall.receiptsHeldBack(),
          Stall.backlog(),
          Stall.shortBacklog(),
          Crowd.sessionsMove(),
          Crowd.gatewayDies(),
          Crowd.staleGateway(),
          Crowd.twoGatewaysOneId(),
          new ManyDevices(),
          new LargeGroups(),
          new HotConversation(),
          new GarbageInput(),
          new InputBounds());

  private Catalogue() {}

  /** By name. */
  public static List<Fault> all() {
    return ALL.stream().sorted(Comparator.comparing(Fault::name)).toList();
  }

  /**
   * The fault of a name.
   *
   * @throws CommandFailure if no fault has this name; the message lists all names
   */
  public static Fault named(String name) {
    return ALL.stream()
        .filter(fault -> fault.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                CommandFailure.wrongUsage(
                    "There is no fault '%s'. There are: %s."
                        .formatted(
                            name,
                            all().stream().map(Fault::name).collect(Collectors.joining(", ")))));
  }
}
