/**
 * The generator of the manifests that follow from the catalogues: topics, users and alerts.
 *
 * <p>{@link io.parley.kubernetes.GeneratedManifests} names the files and makes their texts. A test
 * compares them with what lies in {@code infra/kubernetes} and writes them with {@code
 * -Dparley.regenerate=true}. The other manifests are written by hand. Tests hold their names equal
 * to those of the catalogues.
 */
package io.parley.kubernetes;
