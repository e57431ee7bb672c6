package io.parley.common.decode;

import io.parley.common.registry.Registry;
import java.io.Serializable;

/**
 * What the first operator behind a source asks of others to take records in.
 *
 * @param registry where the schemas of the records are
 */
public record IntakeServices(Registry registry) implements Serializable {}
