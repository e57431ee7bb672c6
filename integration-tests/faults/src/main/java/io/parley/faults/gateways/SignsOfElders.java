package io.parley.faults.gateways;

import io.parley.faults.FaultRun;
import io.parley.infra.kafka.TopicReader;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.Decoding.Decoded;
import io.parley.schemas.wire.RecordDecoder;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A reader of the signs of life of one gateway id. It finds signs that a process wrote after
 * another process with a higher incarnation had written one. For one thread.
 */
final class SignsOfElders implements AutoCloseable {

  private final String gateway;
  private final ConfluentSchemaLookup registry;
  private final RecordDecoder<GatewayEvent> decoder;
  private final TopicReader signs;
  private long highest;
  private long found;

  /** Reads what is written from now on. */
  SignsOfElders(FaultRun run, String gateway) {
    this.gateway = gateway;
    registry = run.pipeline().stack().services().connectRegistry();
    decoder = RecordDecoder.of(GatewayEvent.class, registry);
    signs = run.committedFromNow(Topics.GATEWAYS);
  }

  /** How many signs so far are of a lower incarnation than a sign before them. */
  long count() throws IOException {
    for (ConsumerRecord<byte[], byte[]> record : signs.readToEnd()) {
      if (decoder.decode(record.value()) instanceof Decoded<GatewayEvent> sign
          && sign.record().getGatewayId().equals(gateway)) {
        long incarnation = sign.record().getIncarnation();
        found += incarnation < highest ? 1 : 0;
        highest = Math.max(highest, incarnation);
      }
    }
    return found;
  }

  @Override
  public void close() throws IOException {
    signs.close();
    registry.close();
  }
}
