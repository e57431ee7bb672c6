/**
 * The generator of the contract page, {@code schemas/CONTRACT.md}, and the test that fails when the
 * page is out of date.
 *
 * <p>Three blocks of the page are generated: {@link io.parley.schemas.contract.TopicReference}
 * (from the topic catalogue, the schemas and {@code contract/topic-notes.yaml}), {@link
 * io.parley.schemas.contract.TypeReference} (types that lie inside the values of topics), and
 * {@link io.parley.schemas.contract.LimitsTable} (from {@code contract/limits.yaml} and the option
 * tables in the READMEs of the jobs). The rest of the page is written by hand.
 *
 * <p>{@link io.parley.schemas.contract.ExampleRecords} invents the JSON example of a topic from its
 * schema, and {@link io.parley.schemas.contract.JsonRecords} checks JSON against a schema.
 */
package io.parley.schemas.contract;
