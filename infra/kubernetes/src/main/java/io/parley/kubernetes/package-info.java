/** Generates the manifests of topics and users from the catalogues. */
package io.parley.kubernetes;
