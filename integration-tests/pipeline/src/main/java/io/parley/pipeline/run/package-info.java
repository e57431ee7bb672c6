/**
 * What a command that runs the whole of Parley by itself needs, whether it shows it ({@code demo})
 * or breaks it ({@code faults}): a directory with servers and jobs of its own ({@link
 * io.parley.pipeline.run.StackHome}), a line that says how it goes ({@link
 * io.parley.pipeline.run.LiveLine}), and the times of a recovery ({@link
 * io.parley.pipeline.run.RecoveryClock}).
 */
package io.parley.pipeline.run;
