/** From durable commands to {@code chat.events} and {@code chat.acks}, in one transaction. */
package io.parley.ingest.emit;
