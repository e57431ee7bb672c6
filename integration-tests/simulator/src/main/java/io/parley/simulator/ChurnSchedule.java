package io.parley.simulator;

import java.util.List;

/**
 * A schedule by which devices connect and disconnect and gateways crash, until all devices are
 * called back. For one thread.
 *
 * <p>A device disconnects, loses its line, or stays half-open, each as often. In the last two cases
 * the gateway holds the session for some time, and deliveries to it are lost meanwhile.
 */
final class ChurnSchedule {

  private final FleetSettings settings;
  private final Devices devices;
  private final GatewayPool gateways;
  private final FleetThread thread;
  private final SeededRandom random;
  private final Tally tally;
  private boolean over;

  ChurnSchedule(
      FleetSettings settings,
      Devices devices,
      GatewayPool gateways,
      FleetThread thread,
      SeededRandom random,
      Tally tally) {
    this.settings = settings;
    this.devices = devices;
    this.gateways = gateways;
    this.thread = thread;
    this.random = random;
    this.tally = tally;
  }

  void begin() {
    if (!settings.presence().online().isZero()) {
      devices.all().forEach(this::planLeaving);
    }
    if (!settings.presence().gatewayLife().isZero()) {
      planCrash();
    }
  }

  private void planLeaving(Device device) {
    after(random.nanosAround(settings.presence().online()), () -> leave(device));
  }

  private void leave(Device device) {
    if (device.isUp()) {
      switch (random.between(1, 3)) {
        case 1 -> devices.disconnect(device);
        case 2 -> devices.vanish(device);
        default -> devices.goHalfOpen(device);
      }
    }
    after(random.nanosAround(settings.presence().offline()), () -> comeBack(device));
  }

  private void comeBack(Device device) {
    devices.reconnect(device);
    planLeaving(device);
  }

  private void planCrash() {
    after(random.nanosAround(settings.presence().gatewayLife()), this::gatewayCrashes);
  }

  /**
   * Crashes a gateway. Its devices notice and connect to another gateway, or to the same one once
   * it is up again.
   */
  private void gatewayCrashes() {
    List<Integer> up = gateways.up();
    if (!up.isEmpty()) {
      crash(random.oneOf(up));
    }
    planCrash();
  }

  /** Crashes a gateway that is up. Its devices reconnect a while later. */
  void crash(int dead) {
    tally.add(Count.GATEWAY_DEATHS);
    for (Device device : devices.all()) {
      if (device.isHeldBy(dead)) {
        device.disconnect();
        long away = random.nanosAround(settings.presence().offline()) / 4;
        after(Math.max(Devices.ROUND_TRIP_NANOS, away), () -> devices.reconnect(device));
      }
    }
    gateways.crash(dead);
  }

  private void after(long nanos, Runnable action) {
    thread.after(
        nanos,
        () -> {
          if (!over) {
            action.run();
          }
        });
  }

  /** Connects all devices. From now on they stay connected, and no session begins or ends. */
  void callHome() {
    over = true;
    devices.all().forEach(devices::reconnect);
    devices.noticeDeadLines();
  }
}
