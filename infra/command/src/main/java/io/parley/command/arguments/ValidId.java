package io.parley.command.arguments;

import io.parley.command.Printable;
import io.parley.schemas.id.Identifiers;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A converter of ids of users, conversations, devices and gateways, as the contract limits them.
 */
public final class ValidId implements ITypeConverter<String> {

  @Override
  public String convert(String text) {
    if (!Identifiers.isValid(text)) {
      throw new TypeConversionException(
          "'%s' is not a valid id; expected %s".formatted(Printable.of(text), Identifiers.RULE));
    }
    return text;
  }
}
