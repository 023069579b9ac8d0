package dev.tombola.simulation;

import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.search.Search;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The searches of a schedule. */
enum Scenario {
    /** One chain, one control, one task. */
    SMALL,
    /** Two searches that have most of their runs in common. */
    SHARED,
    /** Transfers diverge at once: the conclusion says what is missing. */
    FAILING,
    /** More seeds than trainers. */
    WIDE;

    static Scenario of(long seed) {
        return values()[(int) Math.floorMod(seed, (long) values().length)];
    }

    List<ResolvedSearch> searches(Digest images) {
        return texts().map(json ->
                        new ResolvedSearch(Json.read(json, Search.class), Map.of(Images.NAME, images), Map.of(), null))
                .toList();
    }

    private Stream<String> texts() {
        return switch (this) {
            case SMALL -> Stream.of(search("small", "[2]", "[1]", 0.1));
            case SHARED -> Stream.of(search("one", "[1,2]", "[1]", 0.1), search("other", "[2]", "[1,2]", 0.1));
            case FAILING -> Stream.of(search("failing", "[1]", "[1]", 900));
            case WIDE -> Stream.of(search("wide", "[1,2]", "[1,2]", 0.1));
        };
    }

    private static String search(String name, String levels, String seeds, double rateOfOdd) {
        return """
                {"name":"%s","network":{"name":"cifar-resnet8","width":2},
                 "recipes":{"long":{"learningRate":0.1,"batch":8,"epochs":6},
                            "round":{"learningRate":0.1,"batch":8,"epochs":3},
                            "few":{"learningRate":0.2,"batch":8,"steps":16,"test":"once"},
                            "odd":{"learningRate":%s,"batch":8,"steps":12}},
                 "pretrainings":{"p":{"task":"mnist/0-4","recipe":"long"}},
                 "chains":{"c":{"from":"p","rounds":2,"rate":0.5,"recipe":"round"}},
                 "controls":{"random":{"from":"p","criterion":"random","rounds":2,"rate":0.5,"levels":[2]}},
                 "tasks":{"all":{"task":"mnist:50","recipe":"few","stem":"fresh"},"odd":{"task":"mnist/5-9","recipe":"odd"}},
                 "levels":%s,"seeds":%s}""".formatted(name, rateOfOdd, levels, seeds);
    }
}
