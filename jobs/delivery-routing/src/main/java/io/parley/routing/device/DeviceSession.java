package io.parley.routing.device;

/**
 * The newest session of a device.
 *
 * @param gatewayId the gateway that holds the connection
 * @param epoch rises with each connection of the device
 * @param status whether deliveries go there
 * @param since milliseconds since 1970: the last sign of life while LIVE, else the end
 */
public record DeviceSession(String gatewayId, long epoch, SessionStatus status, long since) {

  boolean isLive() {
    return status == SessionStatus.LIVE;
  }

  DeviceSession ended(SessionStatus how, long now) {
    return new DeviceSession(gatewayId, epoch, how, now);
  }

  DeviceSession renewed(long now) {
    return new DeviceSession(gatewayId, epoch, SessionStatus.LIVE, now);
  }
}
