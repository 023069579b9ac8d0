package dev.tombola.vision.data;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A task as a search names it: {@code NAME}, {@code NAME/0,2,4} or {@code NAME/0-4} to keep classes, {@code NAME:5000} to
 * keep so many training images, or both, {@code NAME/1,3:16000}. Its text is canonical as to classes: {@code mnist} and
 * {@code mnist/0-9} have one; {@code fashion-mnist} and {@code fashion-mnist:55000} have two, though they are all images.
 *
 * @param classes kept, in the order that gives their new labels; empty for all
 * @param images kept for training; 0 for all
 */
public record TaskName(DataSet dataSet, List<Integer> classes, int images) {
    private static final Pattern TEXT = Pattern.compile("([^/:]+)(?:/([^:]*))?(?::(.*))?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    public TaskName {
        var all = IntStream.range(0, dataSet.classes()).boxed().toList();
        classes.stream().filter(label -> !all.contains(label)).findFirst().ifPresent(label -> {
            throw new IllegalArgumentException(
                    "%s has classes 0 to %d, not %d".formatted(dataSet.name(), dataSet.classes() - 1, label));
        });
        if (classes.stream().distinct().count() < classes.size()) {
            throw new IllegalArgumentException("a class is listed twice: " + classes);
        }
        classes = classes.equals(all) ? List.of() : List.copyOf(classes);
        int most = dataSet.trainImages() - dataSet.validationImages();
        if (images < 0 || images > most) {
            throw new IllegalArgumentException(
                    "%s has %d training images, not %d".formatted(dataSet.name(), most, images));
        }
    }

    public static TaskName parse(String text) {
        var parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a task is NAME, NAME/0,2,4, NAME/0-4, NAME:5000 or both, not " + text);
        }
        try {
            return new TaskName(
                    DataSets.named(parts.group(1)),
                    parts.group(2) == null ? List.of() : classes(parts.group(2)),
                    parts.group(3) == null ? 0 : images(parts.group(3)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("task %s: %s".formatted(text, e.getMessage()), e);
        }
    }

    /** The number of classes to tell apart. */
    public int classCount() {
        return classes.isEmpty() ? dataSet.classes() : classes.size();
    }

    @Override
    public String toString() {
        String kept = classes.stream().map(String::valueOf).collect(Collectors.joining(","));
        return dataSet.name() + (kept.isEmpty() ? "" : "/" + kept) + (images == 0 ? "" : ":" + images);
    }

    private static List<Integer> classes(String text) {
        return Stream.of(text.split(",", -1)).flatMap(TaskName::range).toList();
    }

    private static Stream<Integer> range(String text) {
        var ends = text.split("-", 2);
        int first = number(ends[0], "class");
        int last = number(ends[ends.length - 1], "class");
        if (last < first) {
            throw new IllegalArgumentException("the range %s runs backwards".formatted(text));
        }
        if (last - first > 100_000) {
            throw new IllegalArgumentException("the range %s is too long".formatted(text));
        }
        return IntStream.rangeClosed(first, last).boxed();
    }

    private static int images(String text) {
        int images = number(text, "number of images");
        if (images == 0) {
            throw new IllegalArgumentException("at least 1 training image is needed");
        }
        return images;
    }

    private static int number(String text, String what) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("'%s' is no %s".formatted(text, what));
        }
        return Integer.parseInt(text);
    }
}
