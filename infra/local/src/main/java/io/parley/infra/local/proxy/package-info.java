/**
 * A network that misbehaves on request. A {@link io.parley.infra.local.proxy.TcpProxy} stands
 * between a server and the clients that are given its address.
 *
 * <p>The proxy can be slow, silent, cut, reset or half open. If it knows how the protocol is framed
 * ({@link io.parley.infra.local.proxy.Framing}), an {@link io.parley.infra.local.proxy.Interceptor}
 * sees each request and each answer. The interceptor can hold it back, change it, or break the
 * connection:
 *
 * <pre>{@code
 * TransactionEnds ends = new TransactionEnds();
 * TcpProxy proxy = TcpProxy.to(kafka::proxiedListener, Framing.KAFKA, ends);
 * ends.holdBack(Duration.ofSeconds(5));
 * }</pre>
 *
 * <p>A CQL driver can simply be given the proxy's address as its contact point, as long as there is
 * one node: the driver keeps the address at which it found the node. A Kafka client cannot: the
 * broker tells it where to connect. {@link
 * io.parley.infra.local.KafkaBroker.Settings#withProxyAt(int)} makes the broker name the proxy.
 */
package io.parley.infra.local.proxy;
