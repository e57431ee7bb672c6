package io.parley.operations;

import io.parley.schemas.job.JobCatalogue;
import io.parley.schemas.job.JobSpec;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A converter of the names of jobs. A name with a typing error would choose nothing, in silence.
 */
public final class JobName implements ITypeConverter<String> {

  @Override
  public String convert(String text) {
    List<String> names = JobCatalogue.load().jobs().stream().map(JobSpec::name).toList();
    if (!names.contains(text)) {
      throw new TypeConversionException(
          "'%s' is not a job; expected one of %s".formatted(text, String.join(", ", names)));
    }
    return text;
  }
}
