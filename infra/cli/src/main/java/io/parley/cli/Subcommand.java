package io.parley.cli;

/**
 * A command of {@code ./parley} that lives in a module above this one, because it needs what this
 * module must not know: jobs, the checker. It is found by {@link java.util.ServiceLoader}, has a
 * public constructor without arguments and picocli's annotations, and reaches the stack through
 * {@code @ParentCommand Parley}.
 */
public interface Subcommand {}
