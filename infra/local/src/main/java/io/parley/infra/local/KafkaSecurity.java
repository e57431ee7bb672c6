package io.parley.infra.local;

/**
 * The properties of a secured broker. Clients log in with SCRAM over TLS. The broker and its
 * controller know each other by the server's certificate, and so does whoever sets the broker up.
 * The authorizer refuses what no ACL allows. The password of the key store stands in a file.
 */
final class KafkaSecurity {

  private KafkaSecurity() {}

  static String of(ServerIdentity server, int clientPort, int internalPort, int controllerPort) {
    return """
    listeners=CLIENT://127.0.0.1:%1$d,INTERNAL://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%3$d
    advertised.listeners=CLIENT://127.0.0.1:%1$d,INTERNAL://127.0.0.1:%2$d
    listener.security.protocol.map=CLIENT:SASL_SSL,INTERNAL:SSL,CONTROLLER:SSL
    inter.broker.listener.name=INTERNAL
    listener.name.internal.ssl.client.auth=required
    listener.name.controller.ssl.client.auth=required
    sasl.enabled.mechanisms=SCRAM-SHA-512
    listener.name.client.scram-sha-512.sasl.jaas.config=\
      org.apache.kafka.common.security.scram.ScramLoginModule required;
    config.providers=directory
    config.providers.directory.class=org.apache.kafka.common.config.provider.DirectoryConfigProvider
    ssl.keystore.type=PKCS12
    ssl.keystore.location=%4$s
    ssl.keystore.password=${directory:%5$s:%6$s}
    ssl.key.password=${directory:%5$s:%6$s}
    ssl.truststore.type=PEM
    ssl.truststore.location=%7$s
    authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
    allow.everyone.if.no.acl.found=false
    super.users=User:%8$s
    """
        .formatted(
            clientPort,
            internalPort,
            controllerPort,
            server.keystore(),
            server.password().getParent(),
            server.password().getFileName(),
            server.authority(),
            ServerIdentity.NAME);
  }
}
