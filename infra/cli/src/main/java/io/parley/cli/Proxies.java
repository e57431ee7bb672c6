package io.parley.cli;

import io.parley.infra.local.proxy.Both;
import io.parley.infra.local.proxy.CqlWrites;
import io.parley.infra.local.proxy.Framing;
import io.parley.infra.local.proxy.HeldFetches;
import io.parley.infra.local.proxy.TcpProxy;
import io.parley.infra.local.proxy.TransactionEnds;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/**
 * The proxies through which a stack's jobs reach Kafka and the CQL server, so that the network
 * between them can misbehave. Tools and gateways connect directly.
 */
public final class Proxies implements AutoCloseable {

  private final TransactionEnds transactionEnds = new TransactionEnds();
  private final HeldFetches heldFetches = new HeldFetches();
  private final CqlWrites cqlWrites = new CqlWrites();
  private final TcpProxy kafka;
  private final TcpProxy cql;

  Proxies(Supplier<InetSocketAddress> kafka, Supplier<InetSocketAddress> cql) {
    this.kafka =
        TcpProxy.to(kafka, Framing.KAFKA, () -> new Both(transactionEnds.get(), heldFetches));
    this.cql = TcpProxy.to(cql, Framing.CQL, cqlWrites);
  }

  public TcpProxy kafka() {
    return kafka;
  }

  public TcpProxy cql() {
    return cql;
  }

  /** The interceptor of the ends of transactions, between the jobs and Kafka. */
  public TransactionEnds transactionEnds() {
    return transactionEnds;
  }

  /** The interceptor of reads, between the jobs and Kafka. */
  public HeldFetches heldFetches() {
    return heldFetches;
  }

  /** The interceptor of writes, between the jobs and the CQL server. */
  public CqlWrites cqlWrites() {
    return cqlWrites;
  }

  @Override
  public void close() {
    kafka.close();
    cql.close();
  }
}
