package dev.tombola.ticket.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Collection;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Says in one line, with its path, what Jackson found wrong: {@code chains.transferable.rate: 1.2 is not in (0, 1)}. */
public final class Complaint {
    private static final Pattern COERCED = Pattern.compile("Cannot coerce \\w+ value \\(\"?(.*?)\"?\\) to ");
    private static final Pattern OUT_OF_RANGE = Pattern.compile("Numeric value \\((.*?)\\) out of range .*");

    private Complaint() {}

    public static InvalidDocumentException about(JsonProcessingException e) {
        return new InvalidDocumentException(oneLine(describe(e)), e);
    }

    /** The nearest of the known names, in the form {@code "; did you mean x?"}; empty when none is near. */
    public static String suggestion(String unknown, Collection<String> known) {
        var distance = LevenshteinDistance.getDefaultInstance();
        return known.stream()
                .min(Comparator.comparingInt((String name) -> distance.apply(unknown, name))
                        .thenComparing(Comparator.naturalOrder()))
                .map(nearest -> distance.apply(unknown, nearest) <= Math.max(2, unknown.length() / 2)
                        ? "; did you mean " + nearest + "?"
                        : "; known are " + known.stream().sorted().collect(Collectors.joining(", ")))
                .orElse("");
    }

    private static String describe(JsonProcessingException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                at(
                        unknown,
                        "unknown key"
                                + suggestion(
                                        unknown.getPropertyName(),
                                        unknown.getKnownPropertyIds().stream()
                                                .map(Object::toString)
                                                .toList()));
            case ValueInstantiationException refused -> at(refused, cause(refused));
            case InvalidFormatException wrong -> at(wrong, wrong.getValue() + " is not " + name(wrong.getTargetType()));
            case MismatchedInputException wrong -> at(wrong, mismatch(wrong));
            case JsonMappingException wrong -> at(wrong, cause(wrong));
            case StreamReadException broken ->
                "line %d, column %d: %s"
                        .formatted(
                                broken.getLocation() == null
                                        ? 0
                                        : broken.getLocation().getLineNr(),
                                broken.getLocation() == null
                                        ? 0
                                        : broken.getLocation().getColumnNr(),
                                broken.getOriginalMessage());
            default -> String.valueOf(e.getOriginalMessage());
        };
    }

    private static String mismatch(MismatchedInputException wrong) {
        String message = String.valueOf(wrong.getOriginalMessage());
        if (message.startsWith("Cannot map `null` into type")) {
            return "is missing";
        }
        if (wrong.getTargetType() == null) {
            return message;
        }
        var value = COERCED.matcher(message);
        return (value.lookingAt() ? value.group(1) + " " : "") + "is not " + name(wrong.getTargetType());
    }

    private static String cause(JsonMappingException e) {
        Throwable own = e;
        while (own.getCause() != null && (own instanceof JsonProcessingException || own.getMessage() == null)) {
            own = own.getCause();
        }
        String message = String.valueOf(
                own instanceof JsonProcessingException known ? known.getOriginalMessage() : own.getMessage());
        return OUT_OF_RANGE.matcher(message).replaceFirst("$1 is out of range");
    }

    private static String at(JsonMappingException e, String complaint) {
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        if (path.isEmpty()) {
            return complaint;
        }
        String last = path.substring(path.lastIndexOf(".") + 1) + ": ";
        if (complaint.startsWith(last)) {
            return path + ": " + complaint.substring(last.length());
        }
        // A constructor's complaint begins with the name of its own component ("rate: 1.2 is not …"): the path goes on.
        return path + (complaint.matches("[A-Za-z]+(\\.[A-Za-z]+)*: .*") ? "." : ": ") + complaint;
    }

    private static String name(Class<?> type) {
        if (type.isEnum()) {
            return "one of "
                    + java.util.Arrays.stream(type.getEnumConstants())
                            .map(constant -> Json.write(constant).replace("\"", ""))
                            .collect(Collectors.joining(", "));
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "a text";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return type.isRecord() || java.util.Map.class.isAssignableFrom(type)
                ? "a mapping of keys to values"
                : "a valid " + type.getSimpleName();
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= 300 ? line : line.substring(0, 300) + "…";
    }
}
