package io.parley.command;

/** The context in which a command runs: the addresses of the services. */
public interface CommandContext {

  /**
   * The services to work with.
   *
   * @throws CommandFailure if they do not run
   */
  ServiceAddresses services();
}
