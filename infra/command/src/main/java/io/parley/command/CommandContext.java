package io.parley.command;

/** What the command line tells each of its commands: where the services are. */
public interface CommandContext {

  /**
   * The services to work with.
   *
   * @throws CommandFailure if they do not run
   */
  ServiceAddresses services();
}
