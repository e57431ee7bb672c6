/**
 * The generator of the contract page, {@code schemas/CONTRACT.md}, and the test that fails when the
 * page is out of date.
 *
 * <p>{@link io.parley.schemas.contract.ContractPage} fills three blocks of the page: a reference of
 * the topics (from the topic catalogue, the schemas and {@code contract/topic-notes.yaml}), a
 * reference of the types that several topics share, and the table of limits (from {@code
 * contract/limits.yaml} and the option tables in the READMEs of the jobs). The rest of the page is
 * written by hand.
 *
 * <p>{@link io.parley.schemas.contract.ExampleRecords} invents the JSON example of a topic from its
 * schema, and {@link io.parley.schemas.contract.JsonRecords} checks JSON against a schema.
 */
package io.parley.schemas.contract;
