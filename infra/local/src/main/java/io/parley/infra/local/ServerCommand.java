package io.parley.infra.local;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A command that starts a server's process. The command line bears the {@linkplain Launcher#brand()
 * brand} of its launcher at the end of an argument, so that the {@link Reaper} finds the process.
 */
interface ServerCommand {

  /**
   * Starts the process.
   *
   * @param directory the working directory; it exists
   * @param output where standard output and standard error are appended
   */
  Process start(Path directory, Path output) throws IOException;
}
