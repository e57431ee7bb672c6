/**
 * Records on the wire: magic byte 0, the id of the writer's schema as four bytes, then Avro binary.
 *
 * <p>{@link io.parley.schemas.wire.RecordDecoder} turns bytes into a record or says why it cannot:
 * {@link io.parley.schemas.wire.Decoding} is either of both, so no malformed record throws. It is
 * stricter than Avro, which takes trailing bytes and invalid UTF-8 in silence, and would allocate
 * whatever length nine bytes declare ({@link io.parley.schemas.wire.AvroSafety}). {@link
 * io.parley.schemas.wire.RecordEncoder} is the counterpart; it looks its schema up and never
 * registers one.
 *
 * <p>A registry that does not answer, or answers that something is wrong with the caller or itself,
 * is an outage and says nothing about a record: {@link
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
