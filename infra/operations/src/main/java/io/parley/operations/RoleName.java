package io.parley.operations;

import io.parley.schemas.rights.RightsTable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A converter of the names of roles in the rights table. */
public final class RoleName implements ITypeConverter<String> {

  @Override
  public String convert(String text) {
    try {
      return RightsTable.load().principal(text).name();
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
