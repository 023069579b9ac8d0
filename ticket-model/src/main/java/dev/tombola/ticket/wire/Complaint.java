package dev.tombola.ticket.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Says in one line, with its path, what Jackson found wrong: {@code chains.transferable.rate: 1.2 is not in (0, 1)}. */
public final class Complaint {
    private static final int LONGEST = 300;

    /** The key that a complaint begins with, and its first part. */
    private static final Pattern KEY = Pattern.compile("([A-Za-z][A-Za-z0-9-]*)(\\.[A-Za-z0-9-]+)*: ");

    /** Jackson's words for a text, number or boolean in another's place. */
    private static final Pattern COERCED = Pattern.compile("Cannot coerce [A-Za-z-]+ value \\(\"?(.*?)\"?\\) to ");

    private static final Pattern OUT_OF_RANGE = Pattern.compile("Numeric value \\((.*?)\\) out of range .*");

    private static final int LONGEST_NAME = 100;

    private Complaint() {}

    public static InvalidDocumentException about(JsonProcessingException e) {
        return new InvalidDocumentException(OneLine.of(describe(e), LONGEST), e);
    }

    /** The nearest of the known names, in the form {@code "; did you mean x?"}; empty when none is near. */
    public static String suggestion(String unknown, Collection<String> known) {
        if (unknown.length() > LONGEST_NAME) {
            return ""; // comparing takes time proportional to both
        }
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
            case ValueInstantiationException refused -> below(refused, cause(refused));
            case InvalidFormatException wrong -> at(wrong, wrong.getValue() + " is not " + name(wrong.getTargetType()));
            case InvalidTypeIdException wrong ->
                at(wrong, wrong.getTypeId() == null ? "is of no kind" : wrong.getTypeId() + " is not a known kind");
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
        if (wrong instanceof InvalidNullException) {
            return "is null";
        }
        String message = String.valueOf(wrong.getOriginalMessage());
        if (message.startsWith("Cannot map `null` into type")) {
            return "is missing";
        }
        if (message.startsWith("Trailing token")) {
            return "something follows the end of the document";
        }
        if (wrong.getTargetType() == null) {
            return message;
        }
        var value = COERCED.matcher(message);
        return (value.lookingAt() ? value.group(1) + " " : "") + "is not " + name(wrong.getTargetType());
    }

    /** What a constructor said, or else Jackson. */
    private static String cause(JsonMappingException e) {
        Throwable said = e;
        while (said instanceof JsonProcessingException && said.getCause() != null) {
            said = said.getCause();
        }
        return switch (said) {
            case JsonProcessingException known ->
                OUT_OF_RANGE.matcher(String.valueOf(known.getOriginalMessage())).replaceFirst("$1 is out of range");
            case NullPointerException _ -> "has a part that is missing";
            default -> String.valueOf(said.getMessage());
        };
    }

    private static String at(JsonMappingException e, String complaint) {
        String path = path(e);
        return path.isEmpty() ? complaint : path + ": " + complaint;
    }

    /**
     * A constructor's complaint begins with the name of its own component ({@code rate: 1.2 is not …}): the path goes on. That
     * of a value which is no mapping begins with its own name ({@code sparsity: 2 is not …}), which the path has already.
     */
    private static String below(ValueInstantiationException e, String complaint) {
        String path = path(e);
        var key = KEY.matcher(complaint);
        if (path.isEmpty() || !key.lookingAt()) {
            return at(e, complaint);
        }
        boolean own = e.getType() != null && isComponent(e.getType().getRawClass(), key.group(1));
        return !own && (path.equals(key.group(1)) || path.endsWith("." + key.group(1)))
                ? path + complaint.substring(key.end(1))
                : path + "." + complaint;
    }

    private static boolean isComponent(Class<?> type, String name) {
        return type.isRecord()
                && Arrays.stream(type.getRecordComponents())
                        .anyMatch(component -> component.getName().equals(name));
    }

    private static String path(JsonMappingException e) {
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static String name(Class<?> type) {
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> Json.write(constant).replace("\"", ""))
                            .collect(Collectors.joining(", "));
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class || type == Number.class) {
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
}
