package io.parley.routing.domain;

/**
 * The state of one gateway as a task knows it.
 *
 * @param incarnation the highest incarnation in any record of the gateway
 * @param lastSign when this task last read a record of that incarnation, brokers' time
 * @param down whether the incarnation has said that it ends
 */
public record Gateway(long incarnation, long lastSign, boolean down) {

  /** Takes in a sign of life, or of death. */
  static Gateway after(Gateway known, GatewaySign sign, long now) {
    boolean newer = known == null || sign.incarnation() > known.incarnation();
    if (newer || (sign.incarnation() == known.incarnation() && !known.down())) {
      return new Gateway(sign.incarnation(), now, sign.down());
    }
    return known;
  }
}
