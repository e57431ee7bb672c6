package io.parley.cli;

import com.datastax.oss.driver.api.core.CqlSession;
import com.fasterxml.jackson.annotation.JsonIgnore;
import io.parley.command.ServiceAddresses;
import io.parley.infra.local.Launcher;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * The state of a launcher's servers, which it writes to a file for the other commands.
 *
 * @param launcher the process that owns the servers
 * @param started when it began, ISO 8601
 * @param ready whether all other fields are set and all servers answer
 * @param servers each process
 * @param bootstrapServers where Kafka clients connect
 * @param registryUrl the schema registry's base URL
 * @param cqlHost the CQL server's address
 * @param cqlPort the CQL server's port
 * @param localDatacenter the data center that a CQL driver must be given
 * @param dashboardUrl Flink's dashboard and REST interface
 * @param secrets the directory of {@link StackSecrets}; empty if the stack is not secured
 */
public record StackState(
    Launcher launcher,
    String started,
    boolean ready,
    List<Server> servers,
    String bootstrapServers,
    String registryUrl,
    String cqlHost,
    int cqlPort,
    String localDatacenter,
    String dashboardUrl,
    String secrets) {

  /**
   * One process.
   *
   * @param name in the stack, such as {@code kafka}
   * @param address where it listens
   * @param pid its process number
   * @param log the file to which it writes
   */
  public record Server(String name, String address, long pid, String log) {}

  /** The state of a launcher that has not started any server yet. */
  public static StackState starting() {
    return new StackState(
        Launcher.current(), Instant.now().toString(), false, List.of(), "", "", "", 0, "", "", "");
  }

  /** The services with the default names, on a secured stack as the operator reaches them. */
  public ServiceAddresses services() {
    return services("operator");
  }

  /**
   * The services as a principal of the rights table reaches them. Without security there are no
   * principals, and everybody may do everything.
   */
  public ServiceAddresses services(String principal) {
    if (isSecured()) {
      return new StackSecrets(Path.of(secrets))
          .services(
              principal,
              bootstrapServers,
              registryUrl,
              new InetSocketAddress(cqlHost, cqlPort),
              localDatacenter);
    }
    return new ServiceAddresses(
        bootstrapServers,
        registryUrl,
        cqlHost,
        cqlPort,
        localDatacenter,
        ServiceAddresses.DEFAULT_KEYSPACE,
        "",
        ServiceAddresses.DEFAULT_ID_PREFIX);
  }

  /** Connects to the CQL server. The caller closes the session. */
  public CqlSession connectCql() {
    return services().connectCql();
  }

  /** Whether every server asks for a login. */
  @JsonIgnore
  public boolean isSecured() {
    return !secrets.isEmpty();
  }

  /** Whether the launcher still exists. */
  @JsonIgnore
  public boolean isCurrent() {
    return launcher.process().isPresent();
  }
}
