package io.parley.routing.device;

import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.push.PushRequest;
import java.util.ArrayList;
import java.util.List;

/** Takes down what is decided. */
public final class Recorder implements UserOutput {

  public final List<Delivery> deliveries = new ArrayList<>();
  public final List<PushRequest> pushes = new ArrayList<>();
  public final List<DeviceCursor> cursors = new ArrayList<>();
  public final List<Occurrence> occurrences = new ArrayList<>();
  public final List<Long> acknowledgedAfter = new ArrayList<>();
  public int stored;
  public long wakeAt = Long.MAX_VALUE;

  @Override
  public void deliver(Delivery delivery, String traceparent) {
    deliveries.add(delivery);
  }

  @Override
  public void push(PushRequest request) {
    pushes.add(request);
  }

  @Override
  public void cursor(String user, String device, String conversation, long eventId) {
    cursors.add(new DeviceCursor(user, device, conversation, eventId, 0));
  }

  @Override
  public void wakeAt(long time) {
    wakeAt = Math.min(wakeAt, time);
  }

  @Override
  public void count(Occurrence occurrence) {
    occurrences.add(occurrence);
  }

  @Override
  public void storedEvents(int more) {
    stored += more;
  }

  @Override
  public void acknowledgedAfter(long millis) {
    acknowledgedAfter.add(millis);
  }
}
