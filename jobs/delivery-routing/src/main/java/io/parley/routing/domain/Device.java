package io.parley.routing.domain;

/**
 * One device of a user, and its newest session.
 *
 * @param slot its number in this user's record; never used for another device
 * @param connected whether the session began and has not been seen to end
 * @param since when the session began or ended, brokers' time
 * @param largeSyncAt when the SYNCs of the user's large conversations are due; 0 if they are not
 */
record Device(
    int slot,
    String id,
    String gatewayId,
    long incarnation,
    long epoch,
    boolean connected,
    long since,
    long largeSyncAt) {

  Device ended(long now) {
    return new Device(slot, id, gatewayId, incarnation, epoch, false, now, 0);
  }

  Device syncingLargeAt(long time) {
    return new Device(slot, id, gatewayId, incarnation, epoch, connected, since, time);
  }
}
