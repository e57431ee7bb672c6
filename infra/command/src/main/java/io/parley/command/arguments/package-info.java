/**
 * What an argument of a command may be, and the refusal of an argument that cannot be right.
 *
 * <p>A field with {@code @Option} or {@code @Parameters} says beside it what it may hold: {@link
 * io.parley.command.arguments.Bounds} for a number, {@link io.parley.command.arguments.PathTo} for
 * a file or directory. {@link io.parley.command.arguments.Arguments} checks these before the
 * command runs, so a command that is refused has started and created nothing. A refusal is one line
 * with the option, the value and what was expected, and exit code 2. A rule that looks at several
 * options at once stays in the command, which throws {@link
 * io.parley.command.CommandFailure#wrongUsage}.
 *
 * <p>A test walks over all commands and holds that every number and every path has its rule.
 */
package io.parley.command.arguments;
