/**
 * The parts that commands share when they run all of Parley by themselves, such as {@code demo} and
 * {@code faults}: a directory with servers and jobs of their own ({@link
 * io.parley.pipeline.run.StackHome}), a line that shows the progress ({@link
 * io.parley.pipeline.run.LiveLine}), and the times of a recovery ({@link
 * io.parley.pipeline.run.RecoveryClock}).
 */
package io.parley.pipeline.run;
