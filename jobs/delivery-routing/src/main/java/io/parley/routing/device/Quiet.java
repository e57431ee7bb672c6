package io.parley.routing.device;

import io.parley.schemas.push.PushRequest;

/**
 * A conversation for which a push request went out a short while ago.
 *
 * @param until end of the quiet interval, milliseconds since 1970
 * @param held the newest push request that the interval holds back, or null
 */
public record Quiet(long until, PushRequest held) {}
