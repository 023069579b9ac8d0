package dev.tombola.benchmarks.load;

import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.search.Search;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.wire.Json;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How large a search is: one pre-training, chains of so many rounds, and every level on every task with every seed.
 *
 * @param chains that prune by magnitude, each trained for itself
 * @param random whether masks are drawn at random instead: then every transfer can begin at once
 */
record Shape(int chains, int rounds, int tasks, int seeds, boolean random) {
    /** Of one chain, and about so many runs: the paper's 18 rounds on four tasks where they are many. */
    static Shape ofAbout(int runs) {
        int rounds = runs < 500 ? 5 : 18;
        int tasks = runs < 500 ? 2 : 4;
        return new Shape(
                1, rounds, tasks, Math.max(2, Math.round((float) (runs - rounds) / ((rounds + 1) * tasks))), false);
    }

    /** How many runs a search has; the dense network's are those of every chain. */
    int runs() {
        int tickets = 1 + chains * rounds;
        return 1 + (random ? 0 : chains * (rounds - 1)) + tickets * tasks * seeds;
    }

    /** One that shares no run with another of a different number. */
    ResolvedSearch search(int number, Digest images) {
        var chain = IntStream.rangeClosed(1, chains)
                .mapToObj(i -> """
                        "%s":{"from":"p","rounds":%d,"rate":0.2,"recipe":"round","seed":%d%s}""".formatted("chain-" + i, rounds, i, random ? ",\"criterion\":\"random\"" : ""))
                .collect(Collectors.joining(","));
        var task = IntStream.rangeClosed(1, tasks)
                .mapToObj(i -> """
                        "task-%d":{"task":"mnist:%d","recipe":"few"}""".formatted(i, 10 * (i + 1)))
                .collect(Collectors.joining(","));
        var seed = LongStream.rangeClosed(1, seeds).mapToObj(String::valueOf).collect(Collectors.joining(","));
        var json = """
                {"name":"load-%d","network":{"name":"cifar-resnet8","width":2},
                 "recipes":{"long":{"learningRate":0.1,"batch":8,"epochs":10},
                            "round":{"learningRate":0.1,"batch":8,"epochs":2},
                            "few":{"learningRate":0.2,"batch":8,"steps":16,"test":"once"}},
                 "pretrainings":{"p":{"task":"mnist","recipe":"long"}},
                 "chains":{%s},"tasks":{%s},"seeds":[%s]}""".formatted(number, chain, task, seed);
        return new ResolvedSearch(
                Json.read(json, Search.class), Map.of(Recordings.IMAGES, images), Map.of(), "load-" + number);
    }
}
