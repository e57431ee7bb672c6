package io.parley.it.demo;

import java.util.List;

/**
 * A kill and what came after.
 *
 * @param victim the server
 * @param noticedMillis from the kill until the cluster saw that tasks were gone
 * @param runningMillis from the kill until every task ran again
 * @param deliveringMillis from the kill until something reached a device again after that
 */
record Recovery(String victim, long noticedMillis, long runningMillis, long deliveringMillis) {

  static final List<Recovery> NONE = List.of();
}
