package dev.tombola.cli.search;

import dev.tombola.pruning.PruningCount;
import dev.tombola.store.network.Architectures;
import dev.tombola.ticket.RewindPoint;
import dev.tombola.ticket.search.Architecture;
import dev.tombola.ticket.search.Levels;
import dev.tombola.ticket.search.Search;
import dev.tombola.ticket.wire.Complaint;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.vision.data.TaskName;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Networks;

/** Refuses a search that networks, data sets and pruning make no sense of. */
final class VisionChecks {
    private final Search search;
    private final SearchTerms terms;

    VisionChecks(Search search) {
        this.search = search;
        this.terms = new SearchTerms(search);
    }

    void check() {
        checkNetworks();
        new LoadedHeads(search).check();
        checkLevels();
        checkRewinding();
        checkPruning(Architectures.layout(search.network()).size());
    }

    private void checkLevels() {
        if (!(search.levels() instanceof Levels.All)
                && search.everyChain().values().stream()
                        .allMatch(
                                chain -> search.rounds(chain) < search.levels().highest())) {
            throw new InvalidDocumentException("levels: %d is beyond the rounds of every chain"
                    .formatted(search.levels().highest()));
        }
    }

    private void checkRewinding() {
        search.everyChain().forEach((name, chain) -> {
            if (chain.rewind() instanceof RewindPoint.Epoch(int epoch)) {
                String recipe = search.roundBy(chain, 0).name();
                Integer epochs = search.recipe(recipe).epochs();
                if (epochs == null || epochs < epoch) {
                    throw new InvalidDocumentException(
                            "%s.rewind: epoch:%d asks for weights that round 0 never has: recipe %s %s"
                                    .formatted(
                                            search.path(name),
                                            epoch,
                                            recipe,
                                            epochs == null ? "counts steps, not epochs" : "ends with epoch " + epochs));
                }
            }
        });
    }

    private void checkNetworks() {
        checkNetwork("network", search.network());
        search.tasks().forEach((name, task) -> {
            if (task.network() != null) {
                checkNetwork("tasks." + name + ".network", task.network());
            }
        });
        try {
            for (var needs : terms.needs()) {
                checkFits(Architectures.network(needs.network(), needs.task(), needs.recipe()), needs.task());
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidDocumentException("network: " + e.getMessage(), e);
        }
    }

    private void checkNetwork(String path, Architecture network) {
        String name = network.name();
        if (!Networks.names().contains(name)) {
            throw new InvalidDocumentException(
                    path + ".name: no network is called " + name + Complaint.suggestion(name, Networks.names()));
        }
        try {
            if (!Architectures.layout(network).equals(Architectures.layout(search.network()))) {
                throw new InvalidDocumentException("%s: the layers that are pruned are not those of %s"
                        .formatted(path, search.network().name()));
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidDocumentException(path + ": " + e.getMessage(), e);
        }
    }

    private static void checkFits(Network network, TaskName task) {
        var image = task.dataSet().shape();
        network.shapes(image.height(), image.width());
    }

    /** No chain may prune all of so many weights. */
    private void checkPruning(int total) {
        search.everyChain().forEach((name, chain) -> {
            int rounds = search.rounds(chain);
            // What is shuffled is counted where it is drawn.
            if (chain.of() == null && PruningCount.kept(total, chain.rate(), rounds) == 0) {
                throw new InvalidDocumentException("%s.rate: %s leaves none of %d prunable weights after %d rounds"
                        .formatted(search.path(name), chain.rate(), total, rounds));
            }
        });
    }
}
