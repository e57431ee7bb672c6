package io.parley.simulation;

import io.parley.schemas.command.ConversationCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A device: what it has, and what it has sent and has no answer to. It keeps both when offline. */
final class Phone {

  final String user;
  final String device;
  final Map<String, ConversationCommand> unanswered = new LinkedHashMap<>();

  /** Per conversation the newest event that the device has. */
  final Map<String, Long> had = new TreeMap<>();

  /** Per conversation the newest event of a receipt that its gateway has written. */
  final Map<String, Long> acknowledged = new TreeMap<>();

  /** Per conversation the end of the SYNC that is under way. */
  final Map<String, Long> syncing = new TreeMap<>();

  Gateway gateway;
  long incarnation;
  long epoch;
  private int commands;

  Phone(String user, String device) {
    this.user = user;
    this.device = device;
  }

  boolean isConnected() {
    return gateway != null && gateway.isAlive() && gateway.incarnation() == incarnation;
  }

  long had(String conversation) {
    return had.getOrDefault(conversation, 0L);
  }

  String nextCommandId() {
    return device + "-" + ++commands;
  }
}
