package dev.tombola.cli.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.cli.report.Reports;
import dev.tombola.ticket.event.SearchConcluded;
import java.io.ByteArrayInputStream;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

class PictureTest {
    @ParameterizedTest
    @EnumSource
    void theSameReportIsAlwaysTheSameFile(Form form) {
        assertThat(form.draw(Reports.concluded(), Choice.EVERYTHING))
                .isEqualTo(form.draw(Reports.concluded(), Choice.EVERYTHING));
    }

    @ParameterizedTest
    @EnumSource
    void anotherReportIsAnotherFile(Form form) {
        assertThat(form.draw(Reports.concluded(), Choice.EVERYTHING))
                .isNotEqualTo(form.draw(Reports.nothingMatches(), Choice.EVERYTHING));
    }

    @Test
    void svgSaysInTextWhatItShows() throws Exception {
        var svg = svg(Form.SVG.draw(Reports.concluded(), Choice.EVERYTHING));

        assertThat(texts(svg))
                .contains("fashion", "all-ten (fashion-mnist:1000)", "accuracy in %", "remaining weights in %")
                .contains("100", "64", "41", "16.8")
                .contains("transferable", "random (control)", "scratch (control)", "dense network")
                .contains("matching", "not matching")
                .doesNotContain("undecided");
    }

    @Test
    void svgIsAsWideAsGitHubsPageAndNamesFontsThatReadersHave() throws Exception {
        var svg = svg(Form.SVG.draw(Reports.concluded(), Choice.EVERYTHING));

        assertThat(svg.getAttribute("width")).isEqualTo("900");
        assertThat(svg.getAttribute("viewBox")).isEqualTo("0 0 900 " + svg.getAttribute("height"));
        assertThat(svg.getAttribute("font-family")).endsWith("Arial, Helvetica, sans-serif");
    }

    @Test
    void pngHasTwoPixelsForEachOfSvg() throws Exception {
        var png = ImageIO.read(new ByteArrayInputStream(Form.PNG.draw(Reports.concluded(), Choice.EVERYTHING)));

        assertThat(png.getWidth()).isEqualTo(1800);
    }

    @Test
    void moreTasksThanAPngHoldsFitIntoAnSvg() throws Exception {
        var report = Reports.concluded();
        var tasks = Collections.nCopies(100, report.tasks().getFirst());
        var large =
                new SearchConcluded(report.search(), "large", false, report.matching(), tasks, List.of(), List.of());

        assertThatThrownBy(() -> Form.PNG.draw(large, Choice.EVERYTHING))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("100 panels are too many for one .png: choose fewer with --task or --by, or draw an .svg");
        assertThat(texts(svg(Form.SVG.draw(large, Choice.EVERYTHING))))
                .filteredOn("all-ten (fashion-mnist:1000)"::equals)
                .hasSize(100);
    }

    private static Element svg(byte[] bytes) throws Exception {
        return DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(bytes))
                .getDocumentElement();
    }

    private static List<String> texts(Element svg) {
        var texts = svg.getElementsByTagName("text");
        return IntStream.range(0, texts.getLength())
                .mapToObj(i -> texts.item(i).getTextContent())
                .toList();
    }
}
