package io.parley.receipts.domain;

import io.parley.schemas.conversation.ConversationKind;

/** The totals of a window for one kind of conversation. State: public fields. */
public class WindowTotals {

  public long windowStart;
  public ConversationKind kind = ConversationKind.UNKNOWN;
  public long messages;
  public LatencySketch toDelivered = new LatencySketch();
  public LatencySketch toRead = new LatencySketch();

  public WindowTotals() {}

  public WindowTotals(long windowStart, ConversationKind kind) {
    this.windowStart = windowStart;
    this.kind = kind;
  }

  /** Adds one sample. Call {@link #pack} before the totals are serialized. */
  public void add(StatsSample sample) {
    switch (sample.of()) {
      case MESSAGE -> messages++;
      case DELIVERY -> toDelivered.add(sample.latencyMillis());
      case READ -> toRead.add(sample.latencyMillis());
    }
  }

  /** Makes the fields contain all samples. */
  public void pack() {
    toDelivered.pack();
    toRead.pack();
  }

  public void add(WindowTotals other) {
    messages += other.messages;
    toDelivered.add(other.toDelivered);
    toRead.add(other.toRead);
  }
}
