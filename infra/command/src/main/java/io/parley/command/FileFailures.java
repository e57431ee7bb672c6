package io.parley.command;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Explains to a person why a file could not be used: which file, what is wrong with it, and what to
 * do. The operating system's own words are read where Java has no exception for a cause.
 */
public final class FileFailures {

  private static final int DEEPEST = 20;

  /** As Java's older classes write it: {@code /a/file (Permission denied)}. */
  private static final Pattern FILE_AND_REASON = Pattern.compile("(.+) \\(([^()]+)\\)");

  private FileFailures() {}

  /** The explanation of a failure, or else its own message. */
  public static String words(Throwable failure) {
    return explain(failure)
        .orElseGet(() -> failure.getMessage() == null ? failure.toString() : failure.getMessage());
  }

  /** The explanation of an exception in one line; empty if no file is to blame for it. */
  public static Optional<String> explain(Throwable failure) {
    List<Throwable> causes =
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
            .limit(DEEPEST)
            .toList();
    for (Throwable cause : causes) {
      Optional<String> explained = explainOne(cause);
      if (explained.isPresent()) {
        return explained.map(why -> (context(failure, cause) + why).replaceAll("\\s*\\R\\s*", " "));
      }
    }
    return Optional.empty();
  }

  /** What the code between the failure and here said about it. */
  private static String context(Throwable failure, Throwable cause) {
    StringBuilder context = new StringBuilder();
    for (Throwable outer = failure; outer != cause; outer = outer.getCause()) {
      String said = outer.getMessage();
      boolean isOwn = said != null && !said.equals(outer.getCause().toString());
      if (isOwn && (outer instanceof UncheckedIOException || outer instanceof IOException)) {
        context.append(said.replaceAll("[.:]$", "")).append(": ");
      }
    }
    return context.toString();
  }

  private static Optional<String> explainOne(Throwable failure) {
    if (failure instanceof FileSystemException e && e.getFile() != null) {
      return Optional.of(explain(e.getFile(), reason(e)));
    }
    if (failure instanceof FileNotFoundException && failure.getMessage() != null) {
      Matcher matcher = FILE_AND_REASON.matcher(failure.getMessage());
      return matcher.matches()
          ? Optional.of(explain(matcher.group(1), matcher.group(2)))
          : Optional.empty();
    }
    if (failure instanceof CharacterCodingException) {
      return Optional.of("it is not text in UTF-8. Save it in UTF-8, or name another file.");
    }
    if (failure instanceof IOException && isFull(failure.getMessage())) {
      return Optional.of("the disk is full. " + remedy(failure.getMessage()));
    }
    return Optional.empty();
  }

  private static String explain(String file, String reason) {
    return "%s: %s. %s".formatted(Printable.of(file), reason, remedy(reason));
  }

  private static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
      return "a file is in the way, where a directory was expected";
    }
    if (e instanceof DirectoryNotEmptyException) {
      return "the directory is not empty, because another process writes to it";
    }
    String reason = e.getReason() == null ? "it cannot be used" : e.getReason();
    return isFull(reason) ? "the disk is full" : reason;
  }

  private static String remedy(String reason) {
    String lower = reason == null ? "" : reason.toLowerCase(Locale.ROOT);
    if (lower.contains("permission") || lower.contains("not permitted")) {
      return "Give this user the right to it, or name another place.";
    }
    if (lower.contains("no such")) {
      return "Create it, or correct the path.";
    }
    if (isFull(reason) || lower.contains("full")) {
      return "Make room there, or name another place, for instance with --directory.";
    }
    if (lower.contains("in the way")) {
      return "Move the file away, or name another place.";
    }
    return "Look at that place, or name another one.";
  }

  private static boolean isFull(String message) {
    return message != null
        && (message.contains("No space left") || message.contains("Disk quota exceeded"));
  }
}
