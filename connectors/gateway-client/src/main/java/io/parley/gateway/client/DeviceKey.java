package io.parley.gateway.client;

/** One user's device. */
record DeviceKey(String user, String device) {}
