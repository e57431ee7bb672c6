package io.parley.faults.network;

import io.parley.faults.Tool;
import io.parley.infra.local.FileTree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file system of a fixed size, in memory. Mounting it needs Linux and root. For one thread. A
 * file system that is not closed is unmounted when this JVM ends in an orderly way.
 */
final class SmallDisk implements AutoCloseable {

  private static final int BLOCK_BYTES = 4096;

  private final Path root;
  private final Path filler;

  private SmallDisk(Path root) {
    this.root = root;
    this.filler = root.resolve("filler");
  }

  /**
   * Mounts a file system.
   *
   * @throws IOException if this process may not mount
   */
  static SmallDisk mount(int mebibytes) throws IOException {
    Path root = Files.createTempDirectory("parley-small-disk");
    try {
      Tool.run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", root.toString());
    } catch (IOException e) {
      Files.delete(root);
      throw e;
    }
    SmallDisk disk = new SmallDisk(root);
    Runtime.getRuntime().addShutdownHook(new Thread(disk::close));
    return disk;
  }

  Path root() {
    return root;
  }

  /** Fills the remaining space, again and again if other processes free some. */
  void fill() throws IOException {
    try (OutputStream out =
        Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      byte[] block = new byte[BLOCK_BYTES];
      while (Files.getFileStore(root).getUsableSpace() > 0) {
        out.write(block);
      }
    } catch (IOException e) {
      if (Files.getFileStore(root).getUsableSpace() > 0) {
        throw e;
      }
      // The disk is full: another process took the last block.
    }
  }

  /** Gives the space back. */
  void free() throws IOException {
    Files.deleteIfExists(filler);
  }

  @Override
  public void close() {
    try {
      if (Files.isDirectory(root)) {
        Tool.run("umount", "-l", root.toString());
        FileTree.delete(root);
      }
    } catch (IOException e) {
      // The mount ends with the machine.
    }
  }
}
