package io.parley.schemas.signature;

import java.time.Duration;
import java.util.Optional;

/**
 * Checks the signatures of records. For one thread.
 *
 * <p>A record passes if it has a signature, the key is known, the MAC is that of the record, it was
 * signed at most {@code maxAge} before and not long after the broker took it, and the gateway that
 * it names, if it names one, is the one that signed. The time of the record decides, and no clock,
 * so a replay decides the same.
 */
public final class SignatureCheck {

  /** How far the clock of a gateway may be ahead of the broker's. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final KeyFile keys;
  private final Duration maxAge;

  public SignatureCheck(KeyFile keys, Duration maxAge) {
    this.keys = keys;
    this.maxAge = maxAge;
  }

  /**
   * Whether the record is from the gateway that it names.
   *
   * @param header the record's header, or null
   * @param record what the signature must cover
   * @param appendedMillis when the broker took the record
   * @param claimed the gateway that the value names; empty if the value names none, as a receipt.
   *     Then any known gateway may have signed
   */
  public boolean passes(
      String header, SignedRecord record, long appendedMillis, Optional<String> claimed) {
    Optional<GatewaySignature> signature = GatewaySignature.parse(header);
    return signature.isPresent()
        && isTimely(signature.get(), appendedMillis)
        && claimed.map(signature.get().gatewayId()::equals).orElse(true)
        && keys.key(signature.get().gatewayId(), signature.get().keyId())
            .filter(key -> signature.get().isOf(record, key))
            .isPresent();
  }

  private boolean isTimely(GatewaySignature signature, long appendedMillis) {
    // In this form no number of a forged header can overflow.
    return signature.timeMillis() <= appendedMillis + AHEAD.toMillis()
        && signature.timeMillis() >= appendedMillis - maxAge.toMillis();
  }
}
