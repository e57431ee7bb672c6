package io.parley.routing.device;

import java.time.Duration;

/** The defaults of the job, with small bounds. */
public final class Policies {

  public static final RoutingPolicy SMALL =
      new RoutingPolicy(
          new SessionPolicy(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofDays(30), 3),
          new RedeliveryPolicy(Duration.ofSeconds(5), Duration.ofSeconds(60), 0.2, 3, 2),
          new PendingPolicy(4, 8),
          Duration.ofHours(1),
          Duration.ofSeconds(60),
          Duration.ofMinutes(1));

  public static final Retention RETENTION =
      new Retention(Duration.ofDays(30), Duration.ofDays(7), Duration.ofHours(1));

  private Policies() {}
}
