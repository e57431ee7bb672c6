/**
 * Holds the promise to those who read our records with an older or newer schema: FULL_TRANSITIVE
 * compatibility.
 *
 * <p>{@code src/main/avro-history/<subject>/v1.avsc, v2.avsc, ...} are the versions that were
 * released, as they were registered. A changed schema is released by adding the next one:
 *
 * <pre>{@code
 * mvn -pl schemas -am test -Dtest=SchemaHistoryTest -Dsurefire.failIfNoSpecifiedTests=false -Dparley.regenerate=true
 * }</pre>
 *
 * A released version is never edited or removed. It refuses to release what is incompatible.
 */
package io.parley.schemas.evolution;
