package io.parley.e2e.chat;

import io.parley.infra.local.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * Debian's Chromium and its driver, without a window. Both are looked for on the path and never
 * downloaded. Where one is missing, {@link #require} says so in a banner and skips the test.
 */
final class Chromium {

  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome");

  private static final String DRIVER = "chromedriver";

  /** Selenium warns that it has no typed commands for this Chromium. These tests use none. */
  private static final Logger QUIET = Logger.getLogger("org.openqa.selenium.devtools");

  private static boolean told;

  private Chromium() {}

  /** Skips the calling test, loudly, if there is no browser. */
  static synchronized void require() {
    boolean there = browser().isPresent() && Programs.find(DRIVER).isPresent();
    if (!there && !told) {
      told = true;
      String line = "*".repeat(88);
      System.err.println(
          String.join(
              System.lineSeparator(),
              "",
              line,
              "*  THE BROWSER TESTS DID NOT RUN: chromium or chromedriver is not on the path.",
              "*  Install them (Debian: apt-get install chromium chromium-driver) and run the build"
                  + " again.",
              line,
              ""));
    }
    Assumptions.assumeTrue(there, "chromium and chromedriver are on the path");
  }

  /** A browser with an empty profile of its own. */
  static ChromeDriver start(Path profile, int width, int height) {
    QUIET.setLevel(Level.SEVERE);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser().orElseThrow().toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-extensions",
        "--disable-default-apps",
        "--lang=en-GB",
        "--hide-scrollbars",
        "--window-size=" + width + "," + height,
        "--user-data-dir=" + profile);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.SEVERE);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(Programs.find(DRIVER).orElseThrow().toFile())
            .usingAnyFreePort()
            .withLogFile(profile.resolve("driver.log").toFile())
            .build();
    return new ChromeDriver(service, options);
  }

  static Path newProfile() {
    try {
      return Files.createTempDirectory("parley-chromium");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> browser() {
    return BROWSERS.stream().map(Programs::find).flatMap(Optional::stream).findFirst();
  }
}
