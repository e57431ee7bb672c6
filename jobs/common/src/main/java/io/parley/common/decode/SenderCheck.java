package io.parley.common.decode;

import io.parley.common.kafka.SourceRecord;
import io.parley.common.options.SignatureOptions;
import io.parley.schemas.signature.KeyFile;
import io.parley.schemas.signature.SignatureCheck;
import io.parley.schemas.signature.SignedRecord;
import io.parley.schemas.topic.TopicCatalogue;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Checks that a record of a gateway was signed by the gateway that it names. Topics that gateways
 * do not write are not checked, and nothing is checked unless the job's options name a key file.
 * The file is read when the task opens. For one thread.
 */
final class SenderCheck {

  private static final String WRITER = "gateways";
  private static final String CLAIM = "gateway_id";

  private final Optional<SignatureCheck> check;

  private SenderCheck(Optional<SignatureCheck> check) {
    this.check = check;
  }

  /**
   * The check of a topic.
   *
   * @param topic its name in the catalogue; empty if it is none of the catalogue
   */
  static SenderCheck of(SignatureOptions options, Optional<String> topic) {
    boolean writtenByGateways =
        topic
            .map(name -> TopicCatalogue.load().topic(name).writtenBy().contains(WRITER))
            .orElse(false);
    return new SenderCheck(
        options.isOn() && writtenByGateways
            ? Optional.of(
                new SignatureCheck(KeyFile.read(Path.of(options.keys().path())), options.maxAge()))
            : Optional.empty());
  }

  /** Whether the record is from the gateway that it names, as far as that is checked. */
  boolean passes(SourceRecord source, SpecificRecord value) {
    return check
        .map(
            signatures ->
                signatures.passes(
                    source.signature(),
                    new SignedRecord(source.topic(), source.key(), source.value()),
                    source.timestamp(),
                    claimed(value)))
        .orElse(true);
  }

  /** The gateway that the value names. A receipt names none. */
  private static Optional<String> claimed(SpecificRecord value) {
    Schema.Field field = value.getSchema().getField(CLAIM);
    return Optional.ofNullable(field).map(named -> String.valueOf(value.get(named.pos())));
  }
}
