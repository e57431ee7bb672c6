/**
 * The library that gateways are built on.
 *
 * <p>A gateway is a server that holds people's connections. It writes commands, sessions and
 * receipts to Kafka, and reads acks and deliveries. This library does the part with Kafka. The
 * server does the connections, the login and the wire format.
 *
 * <pre>{@code
 * GatewayClient gateway =
 *     GatewayClient.builder(GatewaySettings.of("gw-1"))
 *         .kafka("kafka:9092")
 *         .schemas(registry)
 *         .history(history)
 *         .build();
 * gateway.start();
 *
 * ClientSession session = gateway.onConnect("ann", "ann.phone", connection);
 * session.send(ClientCommand.of("c-1", "chat-1", now, message));   // answered by Handover.Answer
 * session.acknowledge("chat-1", eventId, ReceiptKind.DELIVERED);
 * session.close();
 * }</pre>
 *
 * <p>Its tasks:
 *
 * <ul>
 *   <li>Life: an incarnation that rises with each start, UP, ALIVE every 2 s, DOWN. If Kafka took
 *       no sign of life for longer than the router's lease, a new incarnation begins and all
 *       sessions are announced again.
 *   <li>Sessions: CONNECTED, DISCONNECTED, LOGGED_OUT, with epochs that rise per device. A delivery
 *       for a session that the gateway does not hold is answered by DISCONNECTED.
 *   <li>Commands: sent until their ack comes, in order per device and conversation.
 *   <li>Deliveries: each event once per session, in the order of its conversation. What a device
 *       has missed is read from the history in pages. Devices that need the same pages share them.
 *   <li>Receipts: gathered for up to 100 ms.
 *   <li>Slow connections: a bounded queue. An event that does not fit is read from the history when
 *       the connection can take it.
 * </ul>
 *
 * <p>Threads: each gateway has one thread, on which all of its state lives and on which connections
 * are called. Nothing in the library blocks it for longer than Kafka's client does, which is 50 ms
 * with the recommended settings, and at most once a second for each topic that takes nothing.
 */
package io.parley.gateway.client;
