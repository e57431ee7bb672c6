package io.parley.pipeline.run;

import com.sun.management.OperatingSystemMXBean;
import io.parley.infra.local.CqlServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A description of the machine on which something was measured or tried. */
public final class Machine {

  private static final Path CPUS = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** The properties by name, in the order in which to print them. */
  public static Map<String, String> facts() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("cores", Integer.toString(system.getAvailableProcessors()));
    facts.put("processor", processor());
    facts.put("memory", (system.getTotalMemorySize() >> 30) + " GiB");
    facts.put("system", system.getName() + " " + system.getVersion());
    facts.put("JVM", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    facts.put("database", "Cassandra " + CqlServer.version() + ", not ScyllaDB");
    return facts;
  }

  private static String processor() {
    if (!Files.isReadable(CPUS)) {
      return System.getProperty("os.arch");
    }
    try (Stream<String> lines = Files.lines(CPUS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
