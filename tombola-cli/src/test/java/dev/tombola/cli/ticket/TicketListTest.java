package dev.tombola.cli.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.cli.watch.Ledger;
import dev.tombola.kafka.Event;
import dev.tombola.testkit.SampleSearches;
import dev.tombola.testkit.Unfolding;
import dev.tombola.testkit.World;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.Topics;
import org.junit.jupiter.api.Test;

class TicketListTest {
    @Test
    void namesTheMetricOfATaskThatIsNotJudgedByTop1() {
        // Given
        var search = SampleSearches.resolved("""
                {"name":"any","network":{"name":"cifar-resnet8"},
                 "recipes":{"r":{"learningRate":0.1,"batch":8,"epochs":1},"k":{"learningRate":0.1,"batch":8,"steps":9,"metric":"knn"}},
                 "pretrainings":{"p":{"task":"mnist/0-4","recipe":"r"}},
                 "chains":{"c":{"from":"p","on":"pretraining","rounds":1,"rate":0.2,"recipe":"r"}},
                 "tasks":{"all":{"task":"mnist:100","recipe":"r"},"odd":{"task":"mnist/5-9:100","recipe":"k"}},
                 "levels":[1],"seeds":[1]}""");
        var ledger = new Ledger();
        Unfolding.of(search, new World())
                .events()
                .forEach(event -> ledger.on(new Event(Topics.SEARCHES, "any", event)));

        // When
        var list = TicketList.of(new SearchSubmitted(search.id(), search, false), ledger);

        // Then
        assertThat(list.tickets()).hasSize(1);
        assertThat(list.metrics()).containsOnlyKeys("odd").containsEntry("odd", "knn");
        assertThat(list.text().lines().findFirst().orElseThrow()).matches(".*\\| all \\| odd \\(knn\\)");
    }
}
