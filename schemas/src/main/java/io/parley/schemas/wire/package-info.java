/**
 * Encoding and decoding of the values of Kafka records: the magic byte 0, the id of the writer's
 * schema in four bytes, then Avro binary.
 *
 * <p>{@link io.parley.schemas.wire.RecordDecoder} turns bytes into a {@link
 * io.parley.schemas.wire.Decoding}, which is either a record or the reason why the bytes could not
 * be decoded. So no malformed record throws an exception. The decoder is stricter than Avro, which
 * silently accepts trailing bytes and invalid UTF-8, and which would allocate whatever length nine
 * bytes declare ({@link io.parley.schemas.wire.AvroSafety}). {@link
 * io.parley.schemas.wire.RecordEncoder} is the counterpart. It looks up its schema and never
 * registers one.
 *
 * <p>A registry that does not answer, or that answers with an error of the caller or of its own, is
 * an outage. An outage says nothing about a record: {@link
 * io.parley.schemas.wire.RegistryUnavailableException}. Wait and try again.
 *
 * <pre>{@code
 * SchemaLookup registry = ConfluentSchemaLookup.connect(List.of(url), Map.of());
 * RecordDecoder<Receipt> decoder = RecordDecoder.of(Receipt.class, registry);
 * Decoding<Receipt> decoding = decoder.decode(value);
 * if (decoding instanceof Decoding.Decoded<Receipt> decoded) {
 *   handle(decoded.record());
 * } else if (decoding instanceof Decoding.Undecodable<Receipt> undecodable) {
 *   deadLetter(undecodable.reason());
 * }
 * }</pre>
 *
 * <p>Decoders and encoders belong to one thread; a {@link io.parley.schemas.wire.SchemaLookup} may
 * be shared.
 */
package io.parley.schemas.wire;
