package io.parley.flink.connector.scylladb;

import java.io.Serializable;

/**
 * Encryption of connections.
 *
 * @param truststore path, or null for the JVM's own
 * @param keystore path, or null for no client certificate
 */
record TlsSettings(boolean enabled, boolean hostnameValidation, String truststore, String keystore)
    implements Serializable {

  static TlsSettings read(OptionReader options) {
    TlsSettings tls =
        new TlsSettings(
            options.get(ScyllaOptions.TLS_ENABLED),
            options.get(ScyllaOptions.TLS_HOSTNAME_VALIDATION),
            options.get(ScyllaOptions.TLS_TRUSTSTORE),
            options.get(ScyllaOptions.TLS_KEYSTORE));
    if (!tls.enabled && (tls.truststore != null || tls.keystore != null)) {
      options.fault(
          "scylladb.tls.enabled is false, but scylladb.tls.truststore or scylladb.tls.keystore is"
              + " set: connections would be in the clear. Set scylladb.tls.enabled to true, or"
              + " remove the stores.");
    }
    return tls;
  }
}
