package io.parley.e2e.chat;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * One person at the page: what they do, and what they see. It waits for conditions and never for a
 * time. One browser tab; used by one thread.
 */
final class ChatWindow {

  private final ChromeDriver driver;
  private final String name;
  private Duration patience = Duration.ofSeconds(15);

  ChatWindow(ChromeDriver driver, String name) {
    this.driver = driver;
    this.name = name;
  }

  ChatWindow patience(Duration longest) {
    patience = longest;
    return this;
  }

  ChromeDriver driver() {
    return driver;
  }

  /** Opens the page and logs in, as somebody who was never here. */
  ChatWindow login(String address, String device) {
    driver.get(address + "favicon.svg"); // an address of the same origin, whose storage is emptied
    script("sessionStorage.clear();");
    driver.get(address + "?user=" + name + "&device=" + device);
    until("the login is filled in", () -> !all("#user").isEmpty());
    find(".login-card .button-main").click();
    return online();
  }

  ChatWindow online() {
    return until("connected", () -> connection().equals("online"));
  }

  String connection() {
    return find(".connection").getDomAttribute("data-state");
  }

  ChatWindow open(String conversation) {
    String row = ".conversations li[data-id='" + conversation + "'] button";
    until("the list has " + conversation, () -> !all(row).isEmpty());
    find(row).click();
    return until("the conversation is open", () -> find("#draft").isDisplayed());
  }

  /** Opens the conversation with this title. */
  ChatWindow openTitled(String title) {
    return until(
        "the conversation " + title + " is in the list and open",
        () -> {
          script(
              """
              const titles = [...document.querySelectorAll('.conversation-title')];
              titles.find(t => t.textContent === arguments[0])?.closest('button').click();
              """,
              title);
          return text(".chat-title h2").equals(title);
        });
  }

  /** Sends what is in the field, after this text. */
  ChatWindow send(String text) {
    type(text);
    find("#draft").sendKeys(Keys.ENTER);
    return this;
  }

  /** Puts a text into the field at once, as a paste does. It may have any characters. */
  ChatWindow type(String text) {
    script(
        "const f = document.getElementById('draft'); f.focus();"
            + "f.setRangeText(arguments[0], f.selectionStart, f.selectionEnd, 'end');"
            + "f.dispatchEvent(new InputEvent('input', {bubbles: true}));",
        text);
    return this;
  }

  ChatWindow keys(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
    return this;
  }

  /** Presses an action of the message with this text. */
  ChatWindow act(String text, String action) {
    script(
        "arguments[0].querySelector('.icon-' + arguments[1]).closest('button').click();",
        message(text),
        action);
    return this;
  }

  /** The row of the newest message whose text contains this. */
  WebElement message(String text) {
    until(
        "a message says \"" + text + "\"",
        () -> messages().stream().anyMatch(shown -> shown.contains(text)));
    return (WebElement)
        script(
            "return [...document.querySelectorAll('.row[data-kind=message]')].filter(r =>"
                + " (r.querySelector('.body')?.textContent ?? '').includes(arguments[0])).at(-1);",
            text);
  }

  ChatWindow sees(String text) {
    message(text);
    return this;
  }

  ChatWindow seesNot(String text) {
    return until(
        "no message says \"" + text + "\"",
        () -> messages().stream().noneMatch(shown -> shown.contains(text)));
  }

  /** The texts of the messages in the page, in order. */
  @SuppressWarnings("unchecked") // the script returns a list of strings
  List<String> messages() {
    return (List<String>)
        script(
            "return [...document.querySelectorAll('.row[data-kind=message] .body')].map(b =>"
                + " b.textContent);");
  }

  /** Waits until the message has this tick: pending, sent, delivered, read or rejected. */
  ChatWindow tick(String text, String state) {
    return until("the tick of \"" + text + "\" is " + state, () -> state.equals(tickOf(text)));
  }

  String tickOf(String text) {
    return (String)
        script(
            "return [...document.querySelectorAll('.row[data-kind=message]')].filter(r =>"
                + " (r.querySelector('.body')?.textContent ?? '').includes(arguments[0])).at(-1)"
                + "?.querySelector('.ticks')?.dataset.state ?? null;",
            text);
  }

  ChatWindow badge(String conversation, int unread) {
    return until(
        "the badge of " + conversation + " is " + unread, () -> badgeOf(conversation) == unread);
  }

  long badgeOf(String conversation) {
    String text =
        (String)
            script(
                "return document.querySelector(`.conversations li[data-id='${arguments[0]}'] .badge"
                    + " span`)?.textContent ?? '0';",
                conversation);
    return Long.parseLong(text);
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  String text(String selector) {
    return (String)
        script("return document.querySelector(arguments[0])?.textContent ?? '';", selector);
  }

  Object script(String code, Object... arguments) {
    return driver.executeScript(code, arguments);
  }

  ChatWindow until(String what, BooleanSupplier condition) {
    await(name + " sees: " + what)
        .atMost(patience)
        .pollInterval(Duration.ofMillis(40))
        .ignoreExceptionsMatching(
            e -> e instanceof StaleElementReferenceException || e instanceof WebDriverException)
        .until(condition::getAsBoolean);
    return this;
  }
}
