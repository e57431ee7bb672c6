package io.parley.command;

/**
 * A command of {@code ./parley} that a module other than infra/cli adds. {@link
 * java.util.ServiceLoader} finds it. It has a public constructor without arguments and picocli's
 * annotations. It reaches the running services through {@code @ParentCommand CommandContext}.
 */
public interface Subcommand {}
