package dev.tombola.testkit;

import dev.tombola.ticket.Criterion;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.search.Search;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.ticket.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;

/** Searches to test with. */
public final class SampleSearches {
    private static final List<Criterion> DRAWING = Arrays.stream(Criterion.values())
            .filter(criterion -> !criterion.derives())
            .toList();
    private static final List<String> DERIVING = Arrays.stream(Criterion.values())
            .filter(Criterion::derives)
            .map(SampleSearches::written)
            .toList();
    private static final List<String> RATES = List.of("0.1", "0.2", "0.5");

    private SampleSearches() {}

    /** That of the design, section 5: one chain of 12 rounds, four controls, two tasks, three seeds. */
    public static ResolvedSearch fashionInMinutes() {
        try (var in = Objects.requireNonNull(Search.class.getResourceAsStream("/schemas/examples/searches.v1.json"))) {
            return Json.read(in.readAllBytes(), SearchSubmitted.class).resolved();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a search in JSON; every data set in it is {@code mnist}, every file of weights has some content. */
    public static ResolvedSearch resolved(String json) {
        var search = Json.read(json, Search.class);
        var files = search.pretrainings().entrySet().stream()
                .filter(entry -> entry.getValue().weights() != null)
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> object("file " + entry.getKey())));
        return new ResolvedSearch(search, Map.of("mnist", digest("mnist")), files, null);
    }

    /** A small search with chains and controls of all kinds; equal seeds give equal searches. */
    public static ResolvedSearch any(long seed) {
        var random = new Random(seed);
        var chains = new ArrayList<String>();
        var controls = new ArrayList<String>();
        for (int number = 0; number <= random.nextInt(3); number++) {
            add(random, "c" + number, chains, controls);
            if (random.nextInt(3) == 0) {
                add(random, "d" + number, controls, controls);
            }
        }
        return resolved("""
                {"name":"any","network":{"name":"cifar-resnet8"},
                 "recipes":{"r":{"learningRate":0.1,"batch":8,"epochs":1},"s":{"learningRate":0.2,"batch":8,"steps":9}},
                 "pretrainings":{"p":{"task":"mnist/0-4","recipe":"r"},"f":{"task":"mnist/0-4","weights":"w.pth"}},
                 "chains":{%s},"controls":{%s},
                 "tasks":{"odd":{"task":"mnist/5-9:100","recipe":"s"},"all":{"task":"mnist:100","recipe":"s","stem":"fresh"}},
                 "levels":%s,"seeds":%s}""".formatted(
                        String.join(",", chains),
                        String.join(",", controls),
                        pick(random, List.of("\"all\"", "[0,1,2,3]", "[1,3]", "[0]")),
                        pick(random, List.of("[1]", "[2,1]"))));
    }

    /** A chain, and sometimes a control that shuffles its masks, at levels that it need not have itself. */
    private static void add(Random random, String name, List<String> chains, List<String> controls) {
        int rounds = random.nextInt(4);
        chains.add("\"%s\":%s".formatted(name, chain(random, rounds)));
        if (random.nextInt(3) == 0) {
            controls.add("\"s%s\":{\"of\":\"%s\",\"criterion\":\"%s\"%s}"
                    .formatted(name, name, pick(random, DERIVING), levels(random, rounds)));
        }
    }

    private static String chain(Random random, int rounds) {
        var criterion = random.nextInt(3) == 0 ? Criterion.MAGNITUDE : DRAWING.get(random.nextInt(DRAWING.size()));
        boolean needsGradient =
                criterion.evidence() == Criterion.Evidence.GRADIENT; // round 0 is a step, and has no epoch
        return """
                {"from":"%s","on":"%s","rounds":%d,"rate":%s,"criterion":"%s","rewind":"%s","trainFirst":%b,"seed":%d,"recipe":"%s"%s}""".formatted(
                pick(random, List.of("p", "p", "f")),
                pick(random, List.of("pretraining", "odd", "all")),
                rounds,
                pick(random, RATES),
                written(criterion),
                pick(random, List.of("pretrained", "pretrained", "random", needsGradient ? "random" : "epoch:1")),
                needsGradient || random.nextBoolean(),
                random.nextInt(1, 3),
                pick(random, List.of("r", "s")),
                levels(random, rounds));
    }

    /** Half of them have a level of their own. */
    private static String levels(Random random, int rounds) {
        return random.nextBoolean() ? "" : ",\"levels\":[%d]".formatted(random.nextInt(rounds + 1));
    }

    private static String written(Criterion criterion) {
        return Json.write(criterion).replace("\"", "");
    }

    private static String pick(Random random, List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    static ObjectRef object(String content) {
        return new ObjectRef(digest(content), content.length());
    }

    static Digest digest(String content) {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8));
    }
}
