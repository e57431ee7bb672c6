package io.parley.benchmarks.routing;

import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.gateway.GatewayEvent;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.wire.SchemaLookup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;

/** A registry that holds this build's schemas and nothing else. */
final class BuildSchemas implements SchemaLookup {

  static final SchemaLookup LOOKUP = new BuildSchemas();

  private static final List<Schema> SCHEMAS =
      List.of(
          ConversationEvent.getClassSchema(),
          SessionEvent.getClassSchema(),
          Receipt.getClassSchema(),
          GatewayEvent.getClassSchema(),
          MessageStatus.getClassSchema(),
          ReadCursor.getClassSchema());

  private BuildSchemas() {}

  @Override
  public Optional<RegisteredSchema> schemaById(int id) {
    return Optional.of(new RegisteredSchema("AVRO", SCHEMAS.get(id - 1).toString()));
  }

  @Override
  public Map<Integer, RegisteredSchema> schemasOf(String subject) {
    return IntStream.rangeClosed(1, SCHEMAS.size())
        .boxed()
        .collect(Collectors.toMap(id -> id, id -> schemaById(id).orElseThrow()));
  }

  @Override
  public OptionalInt idOf(String subject, Schema schema) {
    return OptionalInt.of(1 + SCHEMAS.indexOf(schema));
  }
}
