package io.parley.faults;

import io.parley.simulator.SmallTalk;

/**
 * Who talks while faults are inflicted.
 *
 * @param users how many people, at least 4
 * @param perSecond commands a second, in the mean
 */
public record Load(int users, double perSecond) {

  /** As much as two cores carry beside five servers, with room to catch up. */
  public static final Load MODEST = new Load(15, 15);

  SmallTalk talk(long seed) {
    return new SmallTalk(SmallTalk.Settings.of(seed, users, perSecond, SmallTalk.ENDLESS));
  }
}
