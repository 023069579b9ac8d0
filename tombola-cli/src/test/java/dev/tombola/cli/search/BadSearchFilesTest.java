package dev.tombola.cli.search;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.ticket.Criterion;
import dev.tombola.ticket.search.Matching;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadSearchFilesTest {
    /** One change to the good file, and the whole message that it gives. */
    record Slip(String written, String instead, String complaint) {}

    static Stream<Slip> slips() {
        return Stream.of(
                // keys
                new Slip(
                        "learningRate: 0.02",
                        "lerningRate: 0.02",
                        "recipes.round.lerningRate: unknown key; did you mean learningRate?"),
                new Slip(
                        "levels: [0, 2, 4, 6, 8, 10, 12]",
                        "lables: [0]",
                        "lables: unknown key; known are chains, controls, levels, matching, name, network, pretrainings, recipes, resume, seeds, tasks"),
                new Slip(
                        "levels: [0, 2, 4, 6, 8, 10, 12]",
                        "levels: [0, 2, 13]",
                        "levels: 13 is beyond the rounds of every chain"),
                new Slip("rounds: 12", "round: 12", "chains.transferable.round: unknown key; did you mean rounds?"),
                new Slip("width: 32", "depth: 32", "network.depth: unknown key; known are name, stemStride, width"),
                new Slip(
                        "width: 32",
                        "width: 4096",
                        "network: cifar-resnet8 of such options has more than 268435456 weights"),
                new Slip(
                        "matching: { rule",
                        "matching: { margin: 0.01, rule",
                        "matching.margin: unknown key; known are rule"),
                new Slip(
                        "like: base, epochs: 2",
                        "liek: base, epochs: 2",
                        "recipes.pretrain.liek: unknown key; did you mean like?"),
                new Slip(
                        "seeds: [1, 2, 3]",
                        "seeds: [1, 2, 3]\nseeds: [4]",
                        "line 22, column 6: Duplicate field 'seeds'"),
                new Slip(
                        "images: 4000, ",
                        "images: 4000, images: 4000, ",
                        "line 11, column 74: Duplicate field 'images'"),
                // like
                new Slip(
                        "like: base, epochs: 1",
                        "like: bse, epochs: 1",
                        "recipes.round.like: nothing is called bse; did you mean base?"),
                new Slip(
                        "base:     { ",
                        "base:     { like: round, ",
                        "recipes.round.like: a circle: base is like round is like base"),
                new Slip("base:     { ", "base:     { like: base, ", "recipes.base.like: a circle: base is like base"),
                new Slip(
                        "like: base, epochs: 1",
                        "like: [base], epochs: 1",
                        "recipes.round.like: is not the name of a recipe"),
                // wrong types
                new Slip(
                        "learningRate: 0.02", "learningRate: fast", "recipes.round.learningRate: fast is not a number"),
                new Slip("learningRate: 0.02", "learningRate: [0.02]", "recipes.round.learningRate: is not a number"),
                new Slip("batch: 64", "batch: 64.5", "recipes.few-shot.batch: 64.5 is not a whole number"),
                new Slip("batch: 64", "batch: 6e1", "recipes.few-shot.batch: 60.0 is not a whole number"),
                new Slip("batch: 64", "batch: many", "recipes.few-shot.batch: many is not a whole number"),
                new Slip("batch: 64", "batch: 99999999999", "recipes.few-shot.batch: 99999999999 is out of range"),
                new Slip("seeds: [1, 2, 3]", "seeds: 3", "seeds: is not a list"),
                new Slip("seeds: [1, 2, 3]", "seeds: [1, two]", "seeds[1]: two is not a whole number"),
                new Slip("seeds: [1, 2, 3]", "seeds: [1, 1.5]", "seeds[1]: 1.5 is not a whole number"),
                new Slip(
                        "seeds: [1, 2, 3]",
                        "seeds: [1, 99999999999999999999]",
                        "seeds[1]: 99999999999999999999 is out of range"),
                new Slip(
                        "network: { name: cifar-resnet8, width: 32, stemStride: 2 }",
                        "network: cifar-resnet8",
                        "network: is not a mapping of keys to values"),
                new Slip(
                        "network: { name: cifar-resnet8, width: 32, stemStride: 2 }",
                        "network: 8",
                        "network: is not a mapping of keys to values"),
                new Slip(
                        "network: { name: cifar-resnet8,",
                        "network: { name: [cifar-resnet8],",
                        "network.name: is not a text"),
                new Slip("name: fashion-in-minutes", "name: 2024", "name: 2024 is not a text"),
                new Slip("name: fashion-in-minutes", "name: true", "name: true is not a text"),
                new Slip(
                        "odd:     { task: \"fashion-mnist/1,3,5,7,9:1000\", recipe: few-shot }",
                        "odd: fashion-mnist",
                        "tasks.odd: is not a mapping of keys to values"),
                new Slip(
                        "scratch:  { from: supervised, rewind: random, levels: [0] }",
                        "scratch: [supervised]",
                        "controls.scratch: is not a mapping of keys to values"),
                new Slip(
                        "levels: [0, 2, 4, 6, 8, 10, 12]",
                        "levels: bisect",
                        "levels: bisect is neither all nor a list of numbers of rounds"),
                new Slip(
                        "levels: [4, 8, 12]",
                        "levels: [4, eight]",
                        "controls.random.levels: [4, eight] is neither all nor a list of numbers of rounds"),
                new Slip(
                        "levels: [4, 8, 12]",
                        "levels: []",
                        "controls.random.levels: [] is neither all nor a list of numbers of rounds"),
                new Slip(
                        "schedule: { 0.5: 0.1, 0.75: 0.01 }",
                        "schedule: falling",
                        "recipes.base.schedule: falling is neither constant nor cosine nor a mapping of moments to factors"),
                new Slip("0.75: 0.01", "late: 0.01", "recipes.base.schedule.late: 0.01 is not a moment and a factor"),
                new Slip("0.75: 0.01", "0.50: 0.01", "recipes.base.schedule: 0.50 is there twice"),
                new Slip("test: once", "test: twice", "recipes.few-shot.test: twice is not one of best, once"),
                new Slip(
                        "criterion: random",
                        "criterion: randm",
                        "controls.random.criterion: randm is not one of " + names(Criterion.values())),
                new Slip(
                        "rewind: random",
                        "rewind: epoch 9",
                        "controls.scratch.rewind: epoch 9 is not one of pretrained, random, epoch:N"),
                new Slip(
                        "rewind: random",
                        "rewind: epoch:7, recipe: pretrain",
                        "controls.scratch.rewind: epoch:7 asks for weights that round 0 never has: recipe pretrain ends with epoch 2"),
                new Slip(
                        "rewind: random",
                        "rewind: epoch:1, recipe: few-shot",
                        "controls.scratch.rewind: epoch:1 asks for weights that round 0 never has: recipe few-shot counts steps, not epochs"),
                new Slip(
                        "rewind: random",
                        "rewind: epoch:1",
                        "controls.scratch.recipe: is missing (how a round is trained)"),
                new Slip(
                        "rule: within-one-std",
                        "rule: best",
                        "matching.rule: best is not one of " + names(Matching.Rule.values())),
                new Slip("optimizer: sgd", "optimizer: adam", "recipes.base.optimizer: adam is not one of sgd"),
                new Slip(
                        "test: once",
                        "dropLast: sometimes",
                        "recipes.few-shot.dropLast: sometimes is not true or false"),
                // out of range
                new Slip("rate: 0.2", "rate: 1.2", "chains.transferable.rate: 1.2 is not in (0, 1)"),
                new Slip("rate: 0.2", "rate: .nan", "line 11, column 90: Malformed numeric value '.nan'"),
                new Slip("rate: 0.2", "rate: NaN", "chains.transferable.rate: NaN is not in (0, 1)"),
                new Slip("momentum: 0.9", "momentum: 1", "recipes.base.momentum: 1.0 is not in [0, 1)"),
                new Slip(
                        "weightDecay: 1e-3", "weightDecay: -1e-3", "recipes.base.weightDecay: -0.001 is not in [0, 1)"),
                new Slip(
                        "learningRate: 0.05",
                        "learningRate: 0",
                        "recipes.few-shot.learningRate: 0.0 is not in (0, 1000)"),
                new Slip("batch: 64", "batch: 0", "recipes.few-shot.batch: 0 is not in [1, 65536]"),
                new Slip("steps: 120", "steps: 0", "recipes.few-shot.steps: 0 is not in [1, 1000000000]"),
                new Slip(
                        "steps: 120",
                        "steps: 120, epochs: 3",
                        "recipes.few-shot.epochs: exactly one of epochs and steps has to be given"),
                new Slip(
                        "steps: 120, ", "", "recipes.few-shot.epochs: exactly one of epochs and steps has to be given"),
                new Slip("0.75: 0.01", "0.75: 2", "recipes.base.schedule: 2.0 is not a factor in (0, 1]"),
                new Slip("0.75: 0.01", "1.5: 0.01", "recipes.base.schedule: 1.5 is not a whole epoch"),
                new Slip(
                        "0.75: 0.01",
                        "-1: 0.01",
                        "recipes.base.schedule: -1.0 is not a fraction of the steps or a number of epochs"),
                new Slip("rounds: 12", "rounds: 101", "chains.transferable.rounds: 101 is not in [0, 100]"),
                new Slip("levels: [4, 8, 12]", "levels: [4, -8]", "controls.random.levels: -8 is not in [0, 100]"),
                new Slip(
                        "of: transferable, criterion: layer-shuffled, levels: [12]",
                        "of: transferable, levels: [13]",
                        "controls.shuffled.levels: 13 is beyond the 12 rounds of its chain"),
                new Slip("seeds: [1, 2, 3]", "seeds: [1, 1]", "seeds: [1, 1] repeats or is empty"),
                new Slip("seeds: [1, 2, 3]", "seeds: [-1]", "seeds: -1 is not in [0, 2^53)"),
                new Slip(
                        "seeds: [1, 2, 3]", "seeds: [9007199254740992]", "seeds: 9007199254740992 is not in [0, 2^53)"),
                new Slip("seeds: [1, 2, 3]", "seeds: []", "seeds: [] repeats or is empty"),
                new Slip("stemStride: 2", "stemStride: 3", "network.stemStride: 3 is neither 1 nor 2"),
                new Slip("width: 32", "width: 0", "network.width: 0 is not in [1, 4096]"),
                new Slip("images: 4000", "images: 0", "chains.transferable.images: 0 is not positive"),
                new Slip(
                        "images: 4000",
                        "images: 60000",
                        "chains.transferable.images: fashion-mnist has 55000 training images, not 60000"),
                // missing, empty
                new Slip("name: fashion-in-minutes\n", "", "name: is missing"),
                new Slip("name: fashion-in-minutes", "name:", "name: is empty: give it a value, or leave the key out"),
                new Slip("name: cifar-resnet8, ", "", "network.name: is missing"),
                new Slip("learningRate: 0.05, ", "", "recipes.few-shot.learningRate: is missing"),
                new Slip("task: \"fashion-mnist:1000\", ", "", "tasks.all-ten.task: is missing"),
                new Slip(
                        "rate: 0.2, recipe: round",
                        "rate: 0.2",
                        "chains.transferable.recipe: is missing (how a round is trained)"),
                new Slip(
                        "from: supervised, rewind: random",
                        "rewind: random",
                        "controls.scratch.from: exactly one of from and of has to be given"),
                new Slip(
                        "from: supervised, rewind: random",
                        "from: , rewind: random",
                        "controls.scratch.from: is empty: give it a value, or leave the key out"),
                new Slip(
                        "seeds: [1, 2, 3]",
                        "seeds: [1, , 3]",
                        "line 21, column 12: is not YAML: expected the node content, but found ','"),
                new Slip(
                        "seeds: [1, 2, 3]",
                        "seeds: [1, null]",
                        "seeds[1]: is empty: give it a value, or leave the key out"),
                // names that nothing has
                new Slip(
                        "name: fashion-in-minutes",
                        "name: Fashion in minutes",
                        "name: Fashion in minutes is not made of at most 40 lower-case letters, digits and hyphens"),
                new Slip(
                        "  odd: ",
                        "  Odd One: ",
                        "tasks: Odd One is not made of at most 40 lower-case letters, digits and hyphens"),
                new Slip(
                        "recipe: few-shot }\n  odd",
                        "recipe: fewshot }\n  odd",
                        "tasks.all-ten.recipe: nothing is called fewshot; did you mean few-shot?"),
                new Slip(
                        "from: supervised, criterion: random",
                        "from: unsupervised, criterion: random",
                        "controls.random.from: nothing is called unsupervised; did you mean supervised?"),
                new Slip(
                        "of: transferable",
                        "of: transferrable",
                        "controls.shuffled.of: nothing is called transferrable; did you mean transferable?"),
                new Slip(
                        "on: pretraining",
                        "on: pretrainig",
                        "chains.transferable.on: nothing is called pretrainig; did you mean pretraining?"),
                new Slip("scratch: ", "transferable: ", "controls: transferable is the name of a chain too"),
                new Slip(
                        "name: cifar-resnet8",
                        "name: cifar-resnet9",
                        "network.name: no network is called cifar-resnet9; did you mean cifar-resnet8?"),
                new Slip(
                        "name: cifar-resnet8",
                        "name: resnet50",
                        "network: resnet50 has no option stemStride; it has none"),
                new Slip(
                        "fashion-mnist:1000",
                        "fashion-mist:1000",
                        "tasks.all-ten.task: no data set is called fashion-mist; the nearest known is fashion-mnist"),
                new Slip(
                        "fashion-mnist:1000",
                        "fashion-mnist:many",
                        "tasks.all-ten.task: 'many' is no number of images"),
                new Slip(
                        "fashion-mnist:1000",
                        "fashion-mnist:55001",
                        "tasks.all-ten.task: fashion-mnist has 55000 training images, not 55001"),
                new Slip(
                        "fashion-mnist:1000",
                        "fashion-mnist:0",
                        "tasks.all-ten.task: at least 1 training image is needed"),
                new Slip(
                        "fashion-mnist/1,3,5,7,9:1000",
                        "fashion-mnist/1,3,5,7,10:1000",
                        "tasks.odd.task: fashion-mnist has classes 0 to 9, not 10"),
                new Slip(
                        "fashion-mnist/1,3,5,7,9:1000",
                        "fashion-mnist/1,1:1000",
                        "tasks.odd.task: a class is listed twice: [1, 1]"),
                new Slip(
                        "\"fashion-mnist/0,2,4,6,8:16000\"",
                        "\"fashion mnist\"",
                        "pretrainings.supervised.task: no data set is called fashion mnist; the nearest known is fashion-mnist"),
                new Slip(
                        "task: \"fashion-mnist/0,2,4,6,8:16000\", recipe: pretrain",
                        "weights: a.safetensors",
                        "chains.transferable.on: pretraining needs pretrainings.supervised.task, which is what its rounds are trained on"),
                new Slip(
                        "recipe: pretrain }",
                        "recipe: pretrain, part: ema }",
                        "pretrainings.supervised.part: only a file of weights has parts"),
                // not the YAML that is asked for
                new Slip("network: {", "network: [", "line 2, column 58: is not YAML: expected ',' or ']', but got }"),
                new Slip(
                        "  base:",
                        "\tbase:",
                        "line 4, column 1: is not YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)"),
                new Slip(
                        "recipe: few-shot }\nlevels",
                        "recipe: few-shot\nlevels",
                        "line 20, column 7: is not YAML: expected ',' or '}', but got :"),
                new Slip(
                        "seeds: [1, 2, 3]",
                        "seeds: &s [1, 2, 3]\nlevels2: *s",
                        "line 22: *s is an alias of YAML: repeat the value, or use like"),
                new Slip(
                        "seeds: [1, 2, 3]",
                        "<<: { seeds: [1] }",
                        "<<: unknown key; known are chains, controls, levels, matching, name, network, pretrainings, recipes, resume, seeds, tasks"),
                new Slip(
                        "seeds: [1, 2, 3]",
                        "---\nseeds: [1, 2, 3]",
                        "line 22: a second document begins: a search is one"),
                new Slip(
                        "seeds: [1, 2, 3]",
                        "seeds [1, 2, 3]",
                        "line 22, column 1: is not YAML: could not find expected ':'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slips")
    void saysInOneLineWhatIsWrongAndWhere(Slip slip) throws IOException {
        String good = GoodSearch.text();
        assertThat(good).contains(slip.written());

        assertThatThrownBy(() -> SearchFile.parse(good.replace(slip.written(), slip.instead())))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessage(slip.complaint());
    }

    @Test
    void saysWhenTheFileIsNoneThatCouldBeRead(@TempDir Path folder) throws IOException {
        assertComplaint(folder.resolve("none.yaml"), folder.resolve("none.yaml") + ": no such file");
        assertComplaint(folder, folder + ": is not a file");
        var file = folder.resolve("search.yaml");
        String empty = "the search is empty: it needs at least a name, a network, pretrainings, chains and tasks";
        assertComplaint(Files.writeString(file, ""), empty);
        assertComplaint(Files.writeString(file, "# nothing\n---\n"), empty);
        String list = "a search is a mapping of keys to values, such as name: my-search";
        assertComplaint(Files.writeString(file, "fashion"), list);
        assertComplaint(Files.writeString(file, "- a\n- b\n"), list);
        assertComplaint(
                Files.writeString(file, "näme: x", StandardCharsets.ISO_8859_1), file + ": is not a text in UTF-8");
        assertComplaint(
                Files.write(file, new byte[(1 << 20) + 1]),
                file + ": 1048577 bytes are too many for a search: at most 1 MiB");
        assertComplaint(
                Files.write(file, new byte[] {0, 1, 2, 3}), "line 1, column 1: special characters are not allowed");
        assertComplaint(
                Files.writeString(file, "[".repeat(5000)),
                "Document nesting depth (1001) exceeds the maximum allowed (1000, from `StreamReadConstraints.getMaxNestingDepth()`)");
    }

    @Test
    void answersWhateverItIsGivenWithOneLineOrASearch() throws IOException {
        String good = GoodSearch.text();
        var junk = List.of(
                "", "null", "[]", "{}", "true", "-1", "1e999", "''", "? x", "- x", "%", "\t", "|\n x", "*a", ": ");
        var random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            int from = random.nextInt(good.length());
            int to = Math.min(good.length(), from + random.nextInt(8));
            String text = good.substring(0, from) + junk.get(random.nextInt(junk.size())) + good.substring(to);
            try {
                assertThat(SearchFile.parse(text).tasks()).isNotEmpty();
            } catch (InvalidDocumentException e) {
                assertThat(e).as(text).message().isNotBlank().doesNotContain("\n");
            }
        }
    }

    /** Whose own complaint has two. */
    @Test
    void keepsWhatYamlComplainsOfOnOneLine() {
        assertThatThrownBy(() -> SearchFile.parse("name: &\n"))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessage("line 1, column 8: is not YAML: unexpected character found (10)");
    }

    private static void assertComplaint(Path file, String complaint) {
        assertThatThrownBy(() -> SearchFile.read(file))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessage(complaint);
    }

    private static String names(Object[] choices) {
        return Arrays.stream(choices)
                .map(Json::write)
                .map(name -> name.replace("\"", ""))
                .collect(joining(", "));
    }
}
