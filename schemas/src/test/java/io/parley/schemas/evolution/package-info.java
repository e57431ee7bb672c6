/**
 * Tests of the compatibility of schemas. Readers with an older or newer schema can read our
 * records, because all versions of a subject are FULL_TRANSITIVE compatible.
 *
 * <p>{@code src/main/avro-history/<subject>/v1.avsc, v2.avsc, ...} are the versions that were
 * released, as they were registered. A changed schema is released by adding the next one:
 *
 * <pre>{@code
 * mvn -pl schemas -am test -Dtest=SchemaHistoryTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dparley.regenerate=true
 * }</pre>
 *
 * <p>A released version is never edited or removed. The test refuses to release an incompatible
 * schema.
 */
package io.parley.schemas.evolution;
