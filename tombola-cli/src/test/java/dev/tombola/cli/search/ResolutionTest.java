package dev.tombola.cli.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.store.dataset.MissingDataSetException;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.ticket.plan.Expansion;
import dev.tombola.ticket.plan.Facts;
import dev.tombola.ticket.plan.PlannedRun;
import dev.tombola.ticket.plan.Prospect;
import dev.tombola.ticket.plan.Role;
import dev.tombola.ticket.wire.InvalidDocumentException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolutionTest {
    private SmallSearch search;

    @BeforeEach
    void makeSearch(@TempDir Path folder) {
        search = new SmallSearch(new InMemoryObjectStore(), folder);
    }

    @Test
    void plansTheExampleAsCountedByHand() throws IOException {
        search.publish(400);

        var plan = Expansion.of(search.resolve(SmallSearch.text()), Facts.NONE);

        assertThat(plan.draws())
                .as("12 of transferable, 3 random, 1 shuffled, 1 in one shot, none from scratch")
                .hasSize(12 + 3 + 1 + 1);
        assertThat(plan.runs())
                .filteredOn(run -> run.role() instanceof Role.Pretrain)
                .hasSize(1);
        assertThat(plan.runs())
                .as("level 1 is pruned from the pre-trained weights, so levels 1 to 11 are trained")
                .filteredOn(run -> run.role() instanceof Role.Round)
                .hasSize(11);
        assertThat(plan.runs())
                .as("levels 7 + (1 + 3) + (1 + 1) + (1 + 1) + 1, on 2 tasks, with 3 seeds")
                .filteredOn(run -> run.role() instanceof Role.Transfer)
                .hasSize((7 + 4 + 2 + 2 + 1) * 2 * 3);
        assertThat(plan.runs())
                .as("only the pre-training, and what starts from scratch, can begin at once")
                .filteredOn(run -> run.run() instanceof Prospect.Ready<?>)
                .extracting(PlannedRun::role)
                .hasSize(1 + 6)
                .contains(new Role.Pretrain("supervised"), new Role.Transfer("scratch", 0, "odd", 3));
    }

    @Test
    void takesTheDigestsThatTheStoreHasNow() throws IOException {
        search.publish(380);
        var entry = search.publish(400);

        assertThat(search.resolve(SmallSearch.text()).datasets())
                .containsExactly(Map.entry("fashion-mnist", entry.digest()));
    }

    @Test
    void saysHowToGetADataSetThatIsNotThere() {
        assertThatThrownBy(() -> search.resolve(SmallSearch.text()))
                .isInstanceOf(MissingDataSetException.class)
                .hasMessage("data set fashion-mnist is not in the store: run ./tombola data fetch fashion-mnist");
    }

    @Test
    void refusesToAskAPartialSetForMoreImagesThanItHas() {
        search.publish(100);

        assertThatThrownBy(() -> search.resolve(SmallSearch.text()))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessage("pretrainings.supervised.task: fashion-mnist/0,2,4,6,8:160 asks for 160 training images,"
                        + " but the store has only 45");
    }

    @Test
    void refusesABatchThatTheImagesDoNotFill() throws IOException {
        search.publish(400);
        var example = GoodSearch.text().replace(":16000", ":160").replace("images: 4000", "images: 40");

        search.assertComplaint(
                example.replace(":1000", ":50"), "tasks.all-ten.task: 50 training images do not fill a batch of 64");
        search.assertComplaint(
                example.replace(":1000", ":64"),
                "chains.transferable.images: 40 training images do not fill a batch of 128");
        assertThat(search.resolve(example.replace(":1000", ":50")
                                .replace("batch: 64", "batch: 64, dropLast: false")
                                .replace("images: 40", "images: 128"))
                        .datasets())
                .containsOnlyKeys("fashion-mnist");
    }

    @Test
    void refusesTasksWithoutImagesToChooseByOrToMeasureOn() throws IOException {
        var example = SmallSearch.text();
        search.publish(IntStream.range(0, 400).map(i -> i < 360 ? i % 10 : 0).toArray(), 0, 2, 4);

        search.assertComplaint(example, "tasks.odd.task: the store has no test images of fashion-mnist/1,3,5,7,9:10");
        search.assertComplaint(
                example.replace("test: once", "test: best"),
                "tasks.odd.task: the store has no validation images of fashion-mnist/1,3,5,7,9:10 to choose the best"
                        + " epoch by; test: once needs none");
    }

    @Test
    void refusesAChainThatWouldPruneEveryWeight() throws IOException {
        search.assertComplaint(
                SmallSearch.text().replace("rate: 0.2", "rate: 0.8"), "chains.transferable.rate: 0.8 leaves none of ");
    }
}
