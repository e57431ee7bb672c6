package io.parley.e2e.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.infra.local.FileTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/**
 * Gives a test class browsers, one per person, and closes them at the end. A browser is started
 * when it is first asked for and is used again by the next test, with nothing left in its storage.
 */
final class Browsers implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

  private static final int WIDTH = 1180;
  private static final int HEIGHT = 780;

  private final Map<String, ChromeDriver> drivers = new LinkedHashMap<>();
  private final List<Path> profiles = new ArrayList<>();

  @Override
  public void beforeAll(ExtensionContext context) {
    Chromium.require();
  }

  /**
   * The window of a person. The name is the user; {@code place} tells two windows of one person
   * apart.
   */
  ChatWindow window(String user, String place) {
    ChromeDriver driver =
        drivers.computeIfAbsent(
            place,
            key -> {
              Path profile = Chromium.newProfile();
              profiles.add(profile);
              return Chromium.start(profile, WIDTH, HEIGHT);
            });
    return new ChatWindow(driver, user);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    List<String> errors = new ArrayList<>();
    for (ChromeDriver driver : drivers.values()) {
      errors.addAll(
          driver.manage().logs().get(LogType.BROWSER).getAll().stream()
              .map(LogEntry::getMessage)
              .filter(Browsers::isFault)
              .toList());
      driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
      driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of());
      driver.executeScript(
          "if (location.protocol === 'http:') { localStorage.clear(); sessionStorage.clear(); }");
      driver.get("about:blank");
    }
    if (context.getExecutionException().isEmpty()) {
      assertThat(errors).as("errors in the browser's console").isEmpty();
    }
  }

  /** A request that fails because the gateway is away is no fault of the page. */
  private static boolean isFault(String message) {
    return !message.contains("net::ERR_")
        && !message.contains("WebSocket connection to")
        && !message.contains("Failed to load resource");
  }

  @Override
  public void afterAll(ExtensionContext context) {
    drivers.values().forEach(ChromeDriver::quit);
    profiles.forEach(FileTree::deleteIfPossible);
  }
}
