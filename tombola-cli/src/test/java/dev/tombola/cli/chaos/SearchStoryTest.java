package dev.tombola.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.testkit.SampleSearches;
import dev.tombola.testkit.World;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.ResultAccepted.Outcome;
import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.plan.Expansion;
import dev.tombola.ticket.plan.Facts;
import dev.tombola.ticket.plan.PlannedRun;
import dev.tombola.ticket.plan.Prospect.Ready;
import dev.tombola.ticket.plan.Role;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SearchStoryTest {
    private static final ResolvedSearch SEARCH = SampleSearches.resolved("""
            {"name":"story","network":{"name":"cifar-resnet8"},
             "recipes":{"r":{"learningRate":0.1,"batch":8,"steps":10}},
             "pretrainings":{"p":{"task":"mnist/0-4","recipe":"r"}},
             "chains":{"c":{"from":"p","criterion":"random","rounds":1}},
             "tasks":{"odd":{"task":"mnist/5-9:100","recipe":"r"}},"seeds":[7]}""");
    private static final Role PRETRAINING = new Role.Pretrain("p");

    @Test
    void whatARunLeavesBesideItsWeightsIsOneOfItsDigests() {
        // Given
        var state = new ObjectRef(Digest.of(new byte[] {1}), 1);
        var other = new ObjectRef(Digest.of(new byte[] {2}), 1);

        // When
        var digests = digests(state);

        // Then
        assertThat(digests).hasSize(4).contains(state.digest().hex());
        assertThat(digests(other)).hasSize(4).isNotEqualTo(digests);
        assertThat(digests(null)).hasSize(3).isEqualTo(digests.subList(0, 3));
    }

    private static List<String> digests(@Nullable ObjectRef state) {
        var story = new SearchStory(SEARCH.id());
        var result = leaving(World.result(pretraining().spec()), state);
        var run = result.spec().id();
        story.on(new SearchPlanned(SEARCH.id(), List.of(new SearchPlanned.Entry(PRETRAINING, run, null)), List.of()));
        story.on(new ResultAccepted(run, new Outcome.Accepted("attempt-1", result, null)));
        return story.digests().getOrDefault(PRETRAINING, List.of());
    }

    private static RequestedRun pretraining() {
        return Expansion.of(SEARCH, new Facts(Map.of(), Map.of())).runs().stream()
                .filter(planned -> planned.role().equals(PRETRAINING))
                .map(PlannedRun::run)
                .map(run -> ((Ready<RequestedRun>) run).value())
                .findFirst()
                .orElseThrow();
    }

    private static RunResult leaving(RunResult result, @Nullable ObjectRef state) {
        return new RunResult(
                result.spec(),
                result.epochs(),
                result.chosenEpoch(),
                result.test(),
                result.remaining(),
                result.last(),
                result.best(),
                result.onnx(),
                result.kept(),
                state,
                result.beside(),
                result.fingerprint(),
                result.provenance());
    }
}
