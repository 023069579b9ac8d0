package dev.tombola.store.folder;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Which file holds a key's object: its name ends with {@code %}, so that {@code a} and {@code a/b} can both be objects. */
final class ObjectFile {
    private static final String OBJECT = "%";

    private ObjectFile() {}

    static Path of(Path objects, String key) {
        var file = objects;
        for (String part : key.split("/", -1)) {
            file = file.resolve(encoded(part));
        }
        return file.resolveSibling(file.getFileName() + OBJECT);
    }

    static String key(Path objects, Path file) {
        String key = StreamSupport.stream(objects.relativize(file).spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
        return Stream.of(key.substring(0, key.length() - OBJECT.length()).split("/", -1))
                .map(part -> part.equals("%_") ? "" : URLDecoder.decode(part, StandardCharsets.UTF_8))
                .collect(Collectors.joining("/"));
    }

    private static String encoded(String part) {
        return switch (part) {
            case "" -> "%_";
            case "." -> "%2E";
            case ".." -> "%2E%2E";
            default -> URLEncoder.encode(part, StandardCharsets.UTF_8);
        };
    }
}
