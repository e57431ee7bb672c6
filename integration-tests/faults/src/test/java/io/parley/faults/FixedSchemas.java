package io.parley.faults;

import io.parley.schemas.ack.CommandAck;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.wire.SchemaLookup;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** A registry that knows five schemas, whatever the subject. 4 is the id of the acks' schema. */
public final class FixedSchemas implements SchemaLookup {

  private static final Map<Integer, Schema> SCHEMAS =
      Map.of(
          1, ConversationCommand.getClassSchema(),
          2, Receipt.getClassSchema(),
          3, SessionEvent.getClassSchema(),
          4, CommandAck.getClassSchema(),
          5, GatewayEvent.getClassSchema());

  @Override
  public Optional<RegisteredSchema> schemaById(int id) {
    return Optional.ofNullable(SCHEMAS.get(id))
        .map(schema -> new RegisteredSchema("AVRO", schema.toString()));
  }

  @Override
  public Map<Integer, RegisteredSchema> schemasOf(String subject) {
    return SCHEMAS.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> new RegisteredSchema("AVRO", entry.getValue().toString())));
  }

  @Override
  public OptionalInt idOf(String subject, Schema schema) {
    return SCHEMAS.entrySet().stream()
        .filter(entry -> entry.getValue().equals(schema))
        .mapToInt(Map.Entry::getKey)
        .findFirst();
  }
}
