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

    private static final String ONE_TASK = """
            "all":{"task":"mnist:50","recipe":"few","stem":"fresh"}""";
    private static final String ODD = """
            ,"odd":{"task":"mnist/5-9","recipe":"%s"}""";

    /** Small ones more often: what goes wrong mostly does in those, too. */
    static Scenario of(long seed) {
        return switch ((int) Math.floorMod(seed, 8L)) {
            case 0 -> WIDE;
            case 1 -> FAILING;
            case 2, 3 -> SHARED;
            default -> SMALL;
        };
    }

    List<ResolvedSearch> searches(Digest images) {
        return texts().map(json ->
                        new ResolvedSearch(Json.read(json, Search.class), Map.of(Images.NAME, images), Map.of(), null))
                .toList();
    }

    private Stream<String> texts() {
        return switch (this) {
            case SMALL -> Stream.of(search("small", "[2]", "[1]", ONE_TASK));
            case SHARED ->
                Stream.of(search("one", "[1,2]", "[1]", ONE_TASK), search("other", "[2]", "[1,2]", ONE_TASK));
            case FAILING -> Stream.of(search("failing", "[1]", "[1]", ONE_TASK + ODD.formatted("wild")));
            case WIDE -> Stream.of(search("wide", "[1,2]", "[1,2]", ONE_TASK + ODD.formatted("odd")));
        };
    }

    private static String search(String name, String levels, String seeds, String tasks) {
        return """
                {"name":"%s","network":{"name":"cifar-resnet8","width":2},
                 "recipes":{"long":{"learningRate":0.1,"batch":8,"epochs":8},
                            "round":{"learningRate":0.1,"batch":8,"epochs":3},
                            "few":{"learningRate":0.2,"batch":8,"steps":16,"test":"once"},
                            "wild":{"learningRate":900,"batch":8,"steps":12},
                            "odd":{"learningRate":0.1,"batch":8,"steps":12}},
                 "pretrainings":{"p":{"task":"mnist/0-4","recipe":"long"}},
                 "chains":{"c":{"from":"p","rounds":2,"rate":0.5,"recipe":"round"}},
                 "controls":{"random":{"from":"p","criterion":"random","rounds":2,"rate":0.5,"levels":[2]}},
                 "tasks":{%s},
                 "levels":%s,"seeds":%s}""".formatted(name, tasks, levels, seeds);
    }
}
