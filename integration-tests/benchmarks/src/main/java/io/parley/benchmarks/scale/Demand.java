package io.parley.benchmarks.scale;

/**
 * What an installation is asked for. All of it is assumed.
 *
 * @param people who are connected at the same time
 * @param messagesPerSecond at the peak
 * @param meanToPeak the mean rate over a week, as a share of the peak
 * @param conversationsPerPerson direct conversations of a person; each has two people
 * @param idBytes of a client_message_id
 * @param unreadShare messages that their recipients leave unread
 * @param peoplePerGateway connections of a gateway
 * @param utilisation the share of a machine that the peak may use
 * @param coresPerTaskManager cores of a machine of Flink
 * @param restoreBytesPerSecond at which a TaskManager fetches its state
 * @param restoreSeconds that a restore may take
 */
record Demand(
    double people,
    double messagesPerSecond,
    double meanToPeak,
    double conversationsPerPerson,
    double idBytes,
    double unreadShare,
    double peoplePerGateway,
    double utilisation,
    double coresPerTaskManager,
    double restoreBytesPerSecond,
    double restoreSeconds) {

  /** A million people who write 20,000 messages a second. */
  static final Demand MILLION =
      new Demand(1e6, 20_000, 1 / 3.0, 20, 36, 0.1, 100_000, 0.6, 8, 1e9, 60);

  double conversations() {
    return people * conversationsPerPerson / 2;
  }

  double gateways() {
    return Math.ceil(people / peoplePerGateway);
  }
}
