package dev.tombola.cli.figure;

import static dev.tombola.cli.figure.Figures.curves;
import static dev.tombola.cli.figure.Figures.everything;
import static dev.tombola.cli.figure.Figures.figure;
import static dev.tombola.cli.figure.Figures.names;
import static dev.tombola.cli.figure.Figures.plot;
import static dev.tombola.cli.figure.Figures.renderer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.cli.report.Reports;
import dev.tombola.ticket.event.SearchConcluded;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is drawn of a report when only some of it was asked for. */
class ChoiceTest {
    @Test
    void whatIsChosenLooksAsInTheWholePicture() {
        var report = Reports.concluded();
        var whole = renderer(plot(report));

        var chosen = figure(report, List.of("all-ten"), List.of("scratch"));

        assertThat(chosen.panels()).hasSize(1);
        var plot = chosen.panels().getFirst().plot();
        assertThat(names(curves(plot))).containsExactly("scratch");
        assertThat(renderer(plot).getSeriesPaint(0)).isEqualTo(whole.getSeriesPaint(2));
        assertThat(renderer(plot).getSeriesShape(0)).isEqualTo(whole.getSeriesShape(2));
    }

    @Test
    void aTaskWithoutTheChosenSeriesIsLeftOut() {
        assertThat(figure(Reports.concluded(), List.of(), List.of("random")).panels())
                .extracting(Panel::of)
                .containsExactly("all-ten");
    }

    @Test
    void whoNamesWhatIsNotThereLearnsWhatIs() {
        assertThatThrownBy(() -> figure(Reports.concluded(), List.of("all"), List.of()))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("no task of fashion-3f2a91c04b7d is called all; there are all-ten, odd");
        assertThatThrownBy(() -> figure(Reports.concluded(), List.of(), List.of("random", "shuffled")))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("no chain or control of fashion-3f2a91c04b7d is called shuffled; "
                        + "there are transferable, random, scratch");
    }

    @Test
    void withoutAResultThereIsNoPicture() {
        var report = Reports.concluded();
        var failed = new SearchConcluded(
                report.search(), report.name(), false, report.matching(), List.of(), List.of(), List.of("all failed"));

        assertThatThrownBy(() -> everything(failed))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("fashion-3f2a91c04b7d has no result to draw");
        assertThatThrownBy(() -> figure(report, List.of("odd"), List.of("scratch")))
                .hasMessage("fashion-3f2a91c04b7d has no result to draw among what was chosen");
    }
}
