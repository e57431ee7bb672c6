package io.parley.gateway.client;

import io.parley.schemas.signature.GatewaySignature;
import io.parley.schemas.signature.SignedRecord;
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
    SignedRecord signed = new SignedRecord(record.topic(), record.key(), record.value());
    record
        .headers()
        .add(GatewaySignature.HEADER, GatewaySignature.sign(signed, key, clock.millis()).header());
  }
}
