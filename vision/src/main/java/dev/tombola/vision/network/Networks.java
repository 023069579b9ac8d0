package dev.tombola.vision.network;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All networks that a search may name. A new one is a file with its plain function, and its entries in this list. */
public final class Networks {
    private static final List<Entry> KNOWN = Stream.of(CifarResNets.entries(), ResNets.entries())
            .flatMap(entries -> entries)
            .toList();

    record Entry(String name, Definition definition) {}

    interface Definition {
        Network build(Options options, int channels, int classes);
    }

    private Networks() {}

    /** Options left out, such as {@code width} and {@code stemStride}, keep the network's defaults. */
    public static Network named(String name, Map<String, Integer> options, int channels, int classes) {
        var definition = KNOWN.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no network is called %s; known: %s".formatted(name, String.join(", ", names()))))
                .definition();
        var given = new Options(options);
        var network = definition.build(given, channels, classes);
        given.refuseUnknown(name);
        return network;
    }

    public static List<String> names() {
        return KNOWN.stream().map(Entry::name).toList();
    }
}
