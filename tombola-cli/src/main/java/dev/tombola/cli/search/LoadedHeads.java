package dev.tombola.cli.search;

import dev.tombola.store.network.Architectures;
import dev.tombola.ticket.RewindPoint;
import dev.tombola.ticket.search.Chain;
import dev.tombola.ticket.search.DownstreamTask;
import dev.tombola.ticket.search.Search;
import dev.tombola.ticket.search.TaskRecipe;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.vision.data.TaskName;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Parameter;
import java.util.List;
import java.util.Map;

/** Refuses tasks that are to begin with a head which no chain's weights have: they would begin with a fresh one in silence. */
record LoadedHeads(Search search) {
    /** As far as it can be told before files of weights are read. */
    void check() {
        check(Map.of());
    }

    /**
     * Whether every head that is asked for is there.
     *
     * @param files of weights that have been found, by pre-training
     */
    void check(Map<String, ImportedWeights> files) {
        search.tasks().forEach((name, task) -> {
            if (task.head() == DownstreamTask.Head.LOADED
                    && search.everyChain().values().stream()
                            .filter(chain -> isJudgedOn(chain, name))
                            .noneMatch(chain -> mayHave(chain, head(search.transferredBy(name)), files))) {
                throw new InvalidDocumentException(
                        "tasks.%s.head: loaded, but no chain rewinds to weights that have the head of recipe %s for %s: nothing would be loaded"
                                .formatted(name, task.recipe(), task.task()));
            }
        });
    }

    private static boolean isJudgedOn(Chain chain, String task) {
        return chain.on().equals(Chain.PRETRAINING) || chain.on().equals(task);
    }

    private boolean mayHave(Chain chain, List<Parameter> head, Map<String, ImportedWeights> files) {
        return switch (chain.rewind()) {
            case RewindPoint.Random _ -> false;
            case RewindPoint.Epoch _ -> head.equals(head(search.roundBy(chain, 0)));
            case RewindPoint.Pretrained _ -> {
                String pretraining = search.pretraining(chain);
                var file = files.get(pretraining);
                var own = search.pretrainings().get(pretraining);
                boolean isTrained = own != null && own.recipe() != null;
                yield file == null ? !isTrained || head.equals(head(search.pretrainedBy(pretraining))) : file.has(head);
            }
        };
    }

    private List<Parameter> head(TaskRecipe training) {
        return head(Architectures.network(search.network(), TaskName.parse(training.task()), training.recipe()));
    }

    static List<Parameter> head(Network network) {
        return network.parameters().stream()
                .filter(parameter -> network.head().contains(parameter.name()))
                .toList();
    }
}
