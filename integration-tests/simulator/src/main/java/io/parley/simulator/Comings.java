package io.parley.simulator;

import java.util.List;

/**
 * Devices come and go, gateways die, until everybody is called home. For one thread.
 *
 * <p>A device leaves with a word, without a word, or half-open, each as often; in the last two
 * cases the job learns of it by the end of the lease or the next connection.
 */
final class Comings {

  private final FleetSettings settings;
  private final Gateways gateways;
  private final Timers timers;
  private final Chance chance;
  private final Tally tally;
  private boolean over;

  Comings(FleetSettings settings, Gateways gateways, Timers timers, Chance chance, Tally tally) {
    this.settings = settings;
    this.gateways = gateways;
    this.timers = timers;
    this.chance = chance;
    this.tally = tally;
  }

  void begin() {
    if (!settings.presence().online().isZero()) {
      List.copyOf(gateways.all()).forEach(this::planLeaving);
    }
    if (!settings.presence().gatewayLife().isZero()) {
      planDeath();
    }
  }

  private void planLeaving(Device device) {
    after(chance.nanosAround(settings.presence().online()), () -> leave(device));
  }

  private void leave(Device device) {
    if (device.isUp()) {
      switch (chance.between(1, 3)) {
        case 1 -> gateways.disconnect(device);
        case 2 -> device.disconnect(Device.Line.NONE);
        default -> device.disconnect(Device.Line.HALF_OPEN);
      }
    }
    after(chance.nanosAround(settings.presence().offline()), () -> comeBack(device));
  }

  private void comeBack(Device device) {
    if (!device.isUp()) {
      gateways.connect(device);
    }
    planLeaving(device);
  }

  private void planDeath() {
    after(chance.nanosAround(settings.presence().gatewayLife()), this::gatewayDies);
  }

  /** Its devices notice, and connect elsewhere (or there: it is up again at once). */
  private void gatewayDies() {
    tally.add(Count.GATEWAY_DEATHS);
    String dead = "gw-" + chance.between(1, settings.gateways());
    for (Device device : List.copyOf(gateways.all())) {
      if (device.isOn(dead)) {
        device.disconnect(Device.Line.NONE);
        after(
            chance.nanosAround(settings.presence().offline()) / 4,
            () -> {
              if (!device.isUp()) {
                gateways.connect(device);
              }
            });
      }
    }
    planDeath();
  }

  private void after(long nanos, Runnable action) {
    timers.at(
        System.nanoTime() + nanos,
        () -> {
          if (!over) {
            action.run();
          }
        });
  }

  /** From now on everybody is there and stays. */
  void callHome() {
    over = true;
    for (Device device : List.copyOf(gateways.all())) {
      if (!device.isUp()) {
        gateways.connect(device);
      }
    }
  }
}
