package dev.tombola.cli.search;

import dev.tombola.pruning.PruningCount;
import dev.tombola.store.network.Architectures;
import dev.tombola.ticket.RewindPoint;
import dev.tombola.ticket.search.Levels;
import dev.tombola.ticket.search.Search;
import dev.tombola.ticket.wire.Complaint;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.vision.data.DataSet;
import dev.tombola.vision.data.TaskName;
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
        checkNetwork();
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
                String recipe = search.roundsBy(chain).name();
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

    private void checkNetwork() {
        String name = search.network().name();
        if (!Networks.names().contains(name)) {
            throw new InvalidDocumentException(
                    "network.name: no network is called " + name + Complaint.suggestion(name, Networks.names()));
        }
        try {
            for (TaskName task : terms.tasks().values()) {
                DataSet dataSet = task.dataSet();
                terms.network(task)
                        .shapes(dataSet.shape().height(), dataSet.shape().width());
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidDocumentException("network: " + e.getMessage(), e);
        }
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
