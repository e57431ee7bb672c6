package io.parley.flink.connector.scylladb;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The typed, checked form of the connection options. Two equal connections share one session.
 *
 * @param consistency the name of a consistency level
 * @param minReplicas the least number that a keyspace must have in the local data center
 * @param requestTimeout for one attempt
 * @param connectTimeout for a starting task to find the cluster
 * @param driverOptions passed through; path without "datastax-java-driver." to value
 */
record ScyllaConnection(
    List<String> contactPoints,
    String localDatacenter,
    String consistency,
    int minReplicas,
    Duration requestTimeout,
    Duration connectTimeout,
    SecretFiles secrets,
    TlsSettings tls,
    Map<String, String> driverOptions)
    implements Serializable {

  /** Reads the connection options and notes their faults with {@code options}. */
  static ScyllaConnection read(OptionReader options) {
    Map<String, String> driverOptions = options.get(ScyllaOptions.DRIVER);
    driverOptions.keySet().forEach(path -> DriverOptions.check(path, options));
    return new ScyllaConnection(
        options.get(
            ScyllaOptions.CONTACT_POINTS,
            points -> !points.isEmpty() && points.stream().allMatch(ScyllaConnection::isAddress),
            "one or more host:port separated by semicolons"),
        options.get(
            ScyllaOptions.LOCAL_DATACENTER,
            name -> !name.isBlank(),
            "the name of the data center next to this job: without it LOCAL_QUORUM has no meaning"
                + " and requests may cross an ocean"),
        options.get(
            ScyllaOptions.CONSISTENCY,
            ScyllaConnection::meansThatAReplicaHasTheRow,
            "a consistency level for writes at which a replica holds the row, such as"
                + " LOCAL_QUORUM"),
        options.positive(ScyllaOptions.MIN_REPLICAS),
        options.positiveTime(ScyllaOptions.REQUEST_TIMEOUT),
        options.positiveTime(ScyllaOptions.CONNECT_TIMEOUT),
        SecretFiles.read(options),
        TlsSettings.read(options),
        driverOptions);
  }

  /** Not resolved: the driver looks names up anew when it reconnects. */
  List<InetSocketAddress> addresses() {
    return contactPoints.stream()
        .map(
            point ->
                InetSocketAddress.createUnresolved(
                    point.substring(0, point.lastIndexOf(':')),
                    Integer.parseInt(point.substring(point.lastIndexOf(':') + 1))))
        .toList();
  }

  private static boolean isAddress(String point) {
    return point.strip().equals(point) && point.matches("[^:\\s].*:[1-9][0-9]{0,4}");
  }

  private static boolean meansThatAReplicaHasTheRow(String consistency) {
    return Arrays.stream(DefaultConsistencyLevel.values())
        .filter(level -> !level.isSerial() && level != DefaultConsistencyLevel.ANY)
        .anyMatch(level -> level.name().equals(consistency));
  }
}
