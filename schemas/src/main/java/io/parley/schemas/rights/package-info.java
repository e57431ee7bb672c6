/**
 * The rights table: who may do what in Kafka, in the CQL cluster and in the schema registry.
 *
 * <p>{@link io.parley.schemas.rights.RightsTable} is the file {@code parley/rights.yaml} as data.
 * ACLs, roles and manifests are made from it, so that none of them can say anything else.
 */
package io.parley.schemas.rights;
