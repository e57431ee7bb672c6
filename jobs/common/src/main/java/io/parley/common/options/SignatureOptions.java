package io.parley.common.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;

/**
 * Whether a job checks that the records of gateways are signed. Kafka tells no reader who produced
 * a record.
 *
 * @param keys the file of the gateways' keys on every TaskManager, or null for no check
 * @param maxAge how long after it was signed a record counts
 */
public record SignatureOptions(SecretFile keys, Duration maxAge) implements Serializable {

  public static final ConfigOption<String> KEYS_FILE =
      key("signatures.keys-file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File on every TaskManager with the keys of the gateways, one `gateway key-id secret`"
                  + " a line. Then a record of a gateway without a valid signature of its gateway"
                  + " is a dead letter, `BAD_SIGNATURE`. Absent: signatures are not checked.");

  public static final ConfigOption<Duration> MAX_AGE =
      key("signatures.max-age")
          .durationType()
          .defaultValue(Duration.ofDays(1))
          .withDescription(
              "How long after it was signed a record is taken, by the time that the broker gave it."
                  + " Longer than the longest outage of Kafka that gateways wait through. An"
                  + " intruder can repeat a record of a gateway for that long.");

  public static final OptionGroup GROUP =
      OptionGroup.named("Signatures of gateways")
          .with(KEYS_FILE, Range.matching("/.*", "an absolute path of a file"))
          .with(MAX_AGE, Range.positive());

  /** No check. */
  public static SignatureOptions off() {
    return new SignatureOptions(null, MAX_AGE.defaultValue());
  }

  /** Whether signatures are checked. */
  public boolean isOn() {
    return keys != null;
  }

  /** Reads the group. */
  public static SignatureOptions read(OptionReader reader) {
    return new SignatureOptions(reader.secretFile(KEYS_FILE), reader.get(MAX_AGE));
  }
}
