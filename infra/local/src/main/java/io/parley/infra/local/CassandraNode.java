package io.parley.infra.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The settings of one node in a ring of Cassandra nodes: address, tokens, peers, and options of its
 * JVM.
 */
final class CassandraNode {

  private static final List<String> EXPORTS =
      List.of(
          "java.base/jdk.internal.misc",
          "java.base/java.lang.ref",
          "java.management.rmi/com.sun.jmx.remote.internal.rmi",
          "java.rmi/sun.rmi.registry",
          "java.rmi/sun.rmi.server",
          "java.sql/java.sql",
          "jdk.unsupported/sun.misc",
          "jdk.compiler/com.sun.tools.javac.file",
          "jdk.attach/sun.tools.attach");

  private static final List<String> OPENS =
      List.of(
          "java.base/java.lang",
          "java.base/java.lang.module",
          "java.base/java.lang.reflect",
          "java.base/java.io",
          "java.base/java.nio",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.base/java.util.concurrent.atomic",
          "java.base/sun.nio.ch",
          "java.base/jdk.internal.loader",
          "java.base/jdk.internal.ref",
          "java.base/jdk.internal.reflect",
          "java.base/jdk.internal.math",
          "java.base/jdk.internal.module",
          "java.base/jdk.internal.util.jar",
          "jdk.management/com.sun.management.internal",
          "jdk.compiler/com.sun.tools.javac");

  /**
   * A node starts without waiting for the gossip of other nodes and without the checks that an
   * operator wants.
   */
  private static final List<String> FAST_START =
      List.of(
          "-Dcassandra-foreground=yes",
          "-Dcassandra.skip_wait_for_gossip_to_settle=0",
          "-Dcassandra.ring_delay_ms=0",
          "-Dcassandra.load_ring_state=false",
          "-Dcassandra.skip_schema_check=true",
          // A node that missed a schema change asks its peers at once instead of after a minute.
          "-Dcassandra.migration_delay_ms=100",
          "-Dcassandra.superuser_setup_delay_ms=0",
          "-Djdk.attach.allowAttachSelf=true",
          "-Dio.netty.tryReflectionSetAccessible=true");

  /** The ports of all nodes of one ring. The nodes differ by address only. */
  private static final class RingPorts {
    private int client;
    private int storage;
  }

  private static final String FIRST = "127.0.0.1";

  private final String address;
  private final String initialToken;
  private final List<String> peers;
  private final RingPorts ports;

  private CassandraNode(String address, String initialToken, List<String> peers, RingPorts ports) {
    this.address = address;
    this.initialToken = initialToken;
    this.peers = peers;
    this.ports = ports;
  }

  /** A node without peers. */
  static CassandraNode alone() {
    return ring(1).get(0);
  }

  /** Nodes on 127.0.0.1, 127.0.0.2 and so on, each with an equal share of the tokens. */
  static List<CassandraNode> ring(int size) {
    RingPorts ports = new RingPorts();
    List<String> addresses =
        Stream.iterate(1, i -> i + 1).limit(size).map(i -> "127.0.0." + i).toList();
    List<CassandraNode> nodes = new ArrayList<>();
    long share = Long.divideUnsigned(-1L, size);
    for (int i = 0; i < size; i++) {
      String self = addresses.get(i);
      List<String> others = addresses.stream().filter(a -> !a.equals(self)).toList();
      nodes.add(
          new CassandraNode(self, Long.toString(Long.MIN_VALUE + 1 + i * share), others, ports));
    }
    return nodes;
  }

  /**
   * Chooses the ports of the whole ring when the first node starts, which is the node that the
   * others look for.
   */
  void choosePorts(int requested) {
    if (address.equals(FIRST)) {
      ports.client = Ports.choose(requested);
      ports.storage = Ports.free();
    }
  }

  String address() {
    return address;
  }

  int clientPort() {
    return ports.client;
  }

  /** Whether this node has seen every other node of its ring come up. */
  boolean seesItsPeers(ServerLog log) {
    return peers.stream().allMatch(peer -> log.contains(peer + ":" + ports.storage + " is now UP"));
  }

  String yaml(Path directory, CommitLogSync sync) throws IOException {
    return Resources.text("cassandra.yaml")
        .replace("${directory}", directory.toString())
        .replace("${address}", address)
        .replace("${token}", initialToken)
        .replace("${client.port}", Integer.toString(ports.client))
        .replace("${storage.port}", Integer.toString(ports.storage))
        .replace("${commitlog.sync}", sync.name().toLowerCase(Locale.ROOT))
        .replace(
            "${commitlog.period}",
            sync == CommitLogSync.PERIODIC ? "commitlog_sync_period: 10000ms" : "");
  }

  static List<String> jvmOptions(List<Path> classPath, boolean fullCompiler) {
    List<String> options =
        new ArrayList<>(
            List.of("-Xms64m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
    if (!fullCompiler) {
      options.add("-XX:TieredStopAtLevel=1");
    }
    options.add("-javaagent:" + memoryMeter(classPath));
    options.addAll(FAST_START);
    EXPORTS.forEach(name -> options.add("--add-exports=" + name + "=ALL-UNNAMED"));
    OPENS.forEach(name -> options.add("--add-opens=" + name + "=ALL-UNNAMED"));
    return options;
  }

  /** Cassandra measures its memtables with an agent that is one of its own jars. */
  private static Path memoryMeter(List<Path> classPath) {
    return classPath.stream()
        .filter(jar -> jar.getFileName().toString().startsWith("jamm-"))
        .findFirst()
        .orElseThrow(
            () -> new ServerException("No jamm jar on Cassandra's class path " + classPath));
  }
}
