package dev.tombola.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.cli.report.Reports;
import dev.tombola.ticket.wire.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureCommandTest {
    @TempDir
    private Path folder;

    private Path report;

    @BeforeEach
    void save() throws Exception {
        report = Files.writeString(folder.resolve("report.json"), Json.writePretty(Reports.concluded()));
    }

    @Test
    void drawsASavedReportWithNothingRunning() {
        var svg = folder.resolve("picture.svg");

        var outcome = figure("--out", svg.toString());

        assertThat(outcome).isEqualTo(new Outcome(0, svg + System.lineSeparator(), ""));
        assertThat(svg).content().startsWith("<svg ").contains("all-ten", "odd");
    }

    @Test
    void saysWhenItReplacesAFile() {
        var png = folder.resolve("picture.PNG");
        figure("-o", png.toString(), "--task", "odd");

        var again = figure("-o", png.toString(), "--task", "all-ten,odd", "--series", "random,scratch");

        assertThat(again.exitCode()).isZero();
        assertThat(again.err()).isEqualTo(png + " was there, and is replaced" + System.lineSeparator());
    }

    @Test
    void wrongUsageIsExitCode2() {
        assertThat(figure("-o", "picture.gif").err())
                .isEqualToNormalizingNewlines(
                        "tombola figure: picture.gif ends neither in .svg nor in .png; see tombola figure --help\n");
        assertThat(figure("-o", "picture.gif").exitCode()).isEqualTo(2);
        assertThat(figure("fashion").exitCode()).isEqualTo(2);
    }

    @Test
    void badInputIsOneLine() throws Exception {
        var broken = Files.writeString(folder.resolve("broken.json"), "{}");

        assertThat(Outcome.of("figure", "--report", broken.toString()).err())
                .isEqualToNormalizingNewlines(
                        "tombola: %s is no report of a search: cancelled: is missing\n".formatted(broken));
        assertThat(Outcome.of("figure", "--report", folder + "/none.json").err())
                .isEqualToNormalizingNewlines("tombola: %s/none.json: no such file or folder\n".formatted(folder));
        assertThat(figure("--series", "rnadom", "-o", folder + "/x.svg").err().lines())
                .singleElement()
                .asString()
                .endsWith("is called rnadom; there are transferable, random, scratch");
        assertThat(figure("-o", folder + "/nowhere/x.svg").err())
                .isEqualToNormalizingNewlines("tombola: %s/nowhere/x.svg: no such file or folder\n".formatted(folder));
    }

    /** A process of its own, since its working directory is where the picture goes. */
    @Test
    void unlessToldOtherwiseThePictureIsHereAndNamedLikeTheSearch() throws Exception {
        assertThat(java(List.of(), "figure", "--report", "report.json")).isEqualTo("fashion-3f2a91c04b7d.svg\n");
        assertThat(folder.resolve("fashion-3f2a91c04b7d.svg")).isNotEmptyFile();
    }

    @Test
    void otherCommandsLoadNothingThatDraws() throws Exception {
        var loaded = java(List.of("-Xlog:class+load"), "--help");

        assertThat(loaded)
                .contains("dev.tombola.cli.figure.FigureCommand ")
                .doesNotContain("org.jfree.", "org.apache.batik.", "java.awt.", "dev.tombola.cli.figure.Figure ");
    }

    private Outcome figure(String... arguments) {
        var all = new ArrayList<>(List.of("figure", "--report", report.toString()));
        all.addAll(List.of(arguments));
        return Outcome.of(all.toArray(String[]::new));
    }

    private String java(List<String> options, String... arguments) throws Exception {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.tombola.cli.Main"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out;
    }
}
