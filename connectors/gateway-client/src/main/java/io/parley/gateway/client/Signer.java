package io.parley.gateway.client;

import io.parley.schemas.signature.GatewaySignature;
import io.parley.schemas.signature.SigningKey;
import java.time.Clock;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Signs the records of a gateway, so that nobody else can speak for it. A record that is sent again
 * after an error keeps its first signature.
 */
record Signer(SigningKey key, Clock clock) {

  /** Adds the header to a record that is complete otherwise. */
  void sign(ProducerRecord<byte[], byte[]> record) {
    GatewaySignature.addTo(record, key, clock.millis());
  }
}
