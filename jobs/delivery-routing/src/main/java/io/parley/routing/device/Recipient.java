package io.parley.routing.device;

/** A user, and where the devices are connected just now. */
record Recipient(String userId, RoutingTable table) {}
