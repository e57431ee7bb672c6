package io.parley.gateway.server;

import io.parley.command.CommandFailure;
import io.parley.command.ServiceAddresses;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that name the addresses of services which no command here has started. */
final class GivenAddresses {

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description =
          "Kafka's addresses. With this, --registry, --cql and --datacenter are needed too.")
  private String bootstrapServers;

  @Option(names = "--registry", paramLabel = "URL", description = "The schema registry's address.")
  private String registry;

  @Option(names = "--cql", paramLabel = "HOST:PORT", description = "The database's address.")
  private String cql;

  @Option(
      names = "--datacenter",
      paramLabel = "NAME",
      description = "The database's data center that is near.")
  private String datacenter;

  @Option(
      names = "--keyspace",
      paramLabel = "NAME",
      defaultValue = ServiceAddresses.DEFAULT_KEYSPACE,
      description = "The keyspace of the tables (default: ${DEFAULT-VALUE}).")
  private String keyspace;

  @Option(
      names = "--topic-prefix",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Begins the name of every topic (default: nothing).")
  private String topicPrefix;

  /** The given addresses, or others if none are given. */
  ServiceAddresses orElse(Supplier<ServiceAddresses> others) {
    long number =
        Stream.of(bootstrapServers, registry, cql, datacenter)
            .filter(address -> address != null)
            .count();
    if (number == 0) {
      return others.get();
    }
    if (number < 4) {
      throw new CommandFailure(
          "--bootstrap-servers, --registry, --cql and --datacenter belong together: give all four,"
              + " or none for the servers of this machine.");
    }
    int colon = cql.lastIndexOf(':');
    if (colon < 1 || !cql.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw new CommandFailure("--cql " + cql + ": expected HOST:PORT, such as scylla:9042.");
    }
    return new ServiceAddresses(
        bootstrapServers,
        registry,
        cql.substring(0, colon),
        Integer.parseInt(cql.substring(colon + 1)),
        datacenter,
        keyspace,
        topicPrefix,
        ServiceAddresses.DEFAULT_ID_PREFIX);
  }
}
