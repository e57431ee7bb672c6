package io.parley.routing.conversation;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Which gateways are live, by when they were last heard of. Milliseconds since 1970.
 *
 * @param leaseMillis a gateway that was not heard of for this long is gone
 * @param listeningSince no gateway is gone before one full lease after this: while the job was
 *     down, nobody could hear them
 */
record LiveGateways(long leaseMillis, long listeningSince) {

  List<String> liveOf(Iterable<Map.Entry<String, Long>> sightings, long now) {
    return stream(sightings).filter(seen -> isLive(seen, now)).map(Map.Entry::getKey).toList();
  }

  List<String> goneOf(Iterable<Map.Entry<String, Long>> sightings, long now) {
    return stream(sightings).filter(seen -> !isLive(seen, now)).map(Map.Entry::getKey).toList();
  }

  private boolean isLive(Map.Entry<String, Long> sighting, long now) {
    return now < Math.max(sighting.getValue(), listeningSince) + leaseMillis;
  }

  private static Stream<Map.Entry<String, Long>> stream(
      Iterable<Map.Entry<String, Long>> sightings) {
    return StreamSupport.stream(sightings.spliterator(), false);
  }
}
