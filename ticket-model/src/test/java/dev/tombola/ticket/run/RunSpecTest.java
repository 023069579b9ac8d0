package dev.tombola.ticket.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The identity of a run: what changes it, what does not, and that it stays what it was. */
class RunSpecTest {
    private static final ObjectMapper MAPPER = Json.mapper();

    /** A transfer of a ticket: every field is given. */
    private static final String TICKET = """
            {"specVersion":1,"network":{"name":"cifar-resnet8","width":32,"stemStride":2},\
            "weights":"%s","initialSeed":4,"mask":"%s","task":"fashion-mnist:1000","dataset":"%s",\
            "recipe":{"optimizer":"sgd","learningRate":0.05,"momentum":0.9,"weightDecay":0.001,"batch":64,"steps":120,\
            "schedule":{"0.5":0.1,"0.75":0.01},"warmup":0,"test":"once","dropLast":true},\
            "fresh":["head"],"keepEpochs":[9],"seed":1,"repetition":"again"}""".formatted("a".repeat(64), "b".repeat(64), "c".repeat(64));

    /** A pre-training: nothing is given that may be left out. */
    private static final String DENSE = """
            {"specVersion":1,"network":{"name":"cifar-resnet8"},\
            "task":"fashion-mnist","dataset":"%s",\
            "recipe":{"optimizer":"sgd","learningRate":0.1,"momentum":0.9,"weightDecay":0.0,"batch":128,"epochs":2,\
            "schedule":"constant","warmup":0,"test":"best","dropLast":true},"seed":0}""".formatted("c".repeat(64));

    /** A round of MoCo: all is given that a classification leaves out. */
    private static final String ROUND = """
            {"specVersion":1,"network":{"name":"cifar-resnet8"},"task":"fashion-mnist","dataset":"%s",\
            "recipe":{"optimizer":"lars","learningRate":0.1,"momentum":0.9,"weightDecay":0.0,"batch":128,"epochs":2,\
            "schedule":"constant","warmup":0,"test":"once","dropLast":true,"precision":"bfloat16",\
            "trust":0.01,"norms":"surviving",\
            "objective":{"name":"moco","temperature":0.1,"queue":512,"keyMomentum":0.99,"normGroups":2,"hidden":64,\
            "dimensions":32,"views":{"crop":[0.5,1.0],"flip":0.25,\
            "jitter":{"probability":0.5,"brightness":0.3,"contrast":0.3,"saturation":0.3,"hue":0.3},\
            "grayscale":0.3,"blur":0.3}},"metric":"knn","measures":["linear-probe"],"shuffle":false},\
            "seed":0,"inherited":{"state":"%s","parts":["optimizer","queue"]}}""".formatted("c".repeat(64), "e".repeat(64));

    @Test
    void itsIdStaysWhatItWas() {
        // Changing either orphans every result that any installation has.
        assertThat(spec(TICKET).id().brief()).isEqualTo("0b74166197f6");
        assertThat(spec(TICKET).id()).hasToString("0b74166197f62c570514c197d85289cdb2ff448a5662794d9eaf8d76e7d976bc");
        assertThat(spec(DENSE).id()).hasToString("6863c0e7843af09fdf9b3d11bd4a4fe42c77b065e98d913aa66e72d3be573d10");
    }

    @Test
    void whatIsAtItsDefaultIsLeftOut() {
        assertThat(Json.write(spec(DENSE))).isEqualTo(DENSE);
        assertThat(Json.write(spec(TICKET))).isEqualTo(TICKET);
        assertThat(Json.write(spec(ROUND))).isEqualTo(ROUND);
    }

    @Test
    void aFieldOfALaterVersionDoesNotRenameARun() {
        var later = DENSE.replace("\"seed\":0", "\"seed\":0,\"teacher\":null");

        assertThat(spec(later).id()).isEqualTo(spec(DENSE).id());
    }

    @Test
    void eachFieldMakesAnotherRun() throws Exception {
        // Given
        var changes = Map.ofEntries(
                Map.entry("/network/name", "\"cifar-resnet20\""),
                Map.entry("/network/width", "16"),
                Map.entry("/network/stemStride", "1"),
                Map.entry("/weights", "\"" + "d".repeat(64) + "\""),
                Map.entry("/initialSeed", "5"),
                Map.entry("/mask", "\"" + "d".repeat(64) + "\""),
                Map.entry("/task", "\"fashion-mnist:1001\""),
                Map.entry("/dataset", "\"" + "d".repeat(64) + "\""),
                Map.entry("/recipe/learningRate", "0.051"),
                Map.entry("/recipe/momentum", "0.8"),
                Map.entry("/recipe/weightDecay", "0.0"),
                Map.entry("/recipe/batch", "65"),
                Map.entry("/recipe/steps", "121"),
                Map.entry("/recipe/schedule", "{\"0.5\":0.1}"),
                Map.entry("/recipe/warmup", "1"),
                Map.entry("/recipe/test", "\"best\""),
                Map.entry("/recipe/dropLast", "false"),
                Map.entry("/fresh", "[\"head\",\"stem\"]"),
                Map.entry("/keepEpochs", "[10]"),
                Map.entry("/seed", "2"),
                Map.entry("/repetition", "\"once more\""));

        // When
        var ids = new HashSet<RunId>();
        for (var change : changes.entrySet()) {
            ids.add(with(TICKET, change.getKey(), MAPPER.readTree(change.getValue()))
                    .id());
        }

        // Then
        assertThat(ids)
                .hasSameSizeAs(changes.keySet())
                .doesNotContain(spec(TICKET).id());
        assertThat(changes.keySet())
                .as("every field but those with one value only")
                .hasSize(leaves(MAPPER.readTree(TICKET))
                        - List.of("specVersion", "optimizer").size());
    }

    @Test
    void soDoesEachFieldOfWhatLearnsWithoutLabels() throws Exception {
        // Given
        var changes = Map.ofEntries(
                Map.entry("/recipe/precision", "\"float32\""),
                Map.entry("/recipe/trust", "0.02"),
                Map.entry("/recipe/norms", "\"all\""),
                Map.entry("/recipe/objective/temperature", "0.2"),
                Map.entry("/recipe/objective/queue", "1024"),
                Map.entry("/recipe/objective/keyMomentum", "0.9"),
                Map.entry("/recipe/objective/normGroups", "4"),
                Map.entry("/recipe/objective/hidden", "65"),
                Map.entry("/recipe/objective/dimensions", "33"),
                Map.entry("/recipe/objective/views/crop", "[0.25,1.0]"),
                Map.entry("/recipe/objective/views/flip", "0.5"),
                Map.entry("/recipe/objective/views/jitter/probability", "0.8"),
                Map.entry("/recipe/objective/views/jitter/brightness", "0.2"),
                Map.entry("/recipe/objective/views/jitter/contrast", "0.2"),
                Map.entry("/recipe/objective/views/jitter/saturation", "0.2"),
                Map.entry("/recipe/objective/views/jitter/hue", "0.2"),
                Map.entry("/recipe/objective/views/grayscale", "0.2"),
                Map.entry("/recipe/objective/views/blur", "0.2"),
                Map.entry("/recipe/metric", "\"retrieval-top-3\""),
                Map.entry("/recipe/measures", "[\"linear-probe\",\"retrieval-top-1\"]"),
                Map.entry("/recipe/shuffle", "true"),
                Map.entry("/inherited/state", "\"" + "d".repeat(64) + "\""),
                Map.entry("/inherited/parts", "[\"optimizer\"]"));

        // When
        var ids = new HashSet<RunId>();
        for (var change : changes.entrySet()) {
            ids.add(with(ROUND, change.getKey(), MAPPER.readTree(change.getValue()))
                    .id());
        }

        // Then
        assertThat(ids)
                .hasSameSizeAs(changes.keySet())
                .doesNotContain(spec(ROUND).id());
        int ofClassifications =
                leaves(MAPPER.readTree(DENSE)) + List.of("objective.name").size();
        assertThat(changes.keySet())
                .as("every field that a classification leaves out")
                .hasSize(leaves(MAPPER.readTree(ROUND)) - ofClassifications);
    }

    @Test
    void theOrderOfKeysDoesNotMatter() {
        var shuffled = """
                {"seed":0,"recipe":{"dropLast":true,"test":"best","schedule":"constant","epochs":2,"batch":128,\
                "learningRate":1e-1},"dataset":"%s","task":"fashion-mnist",\
                "network":{"name":"cifar-resnet8"},"specVersion":1}""".formatted("c".repeat(64));

        assertThat(spec(shuffled)).isEqualTo(spec(DENSE));
        assertThat(spec(shuffled).id()).isEqualTo(spec(DENSE).id());
    }

    @Test
    void theOrderOfMilestonesDoesNotMatter() {
        var turned = TICKET.replace("{\"0.5\":0.1,\"0.75\":0.01}", "{\"0.75\":1e-2,\"0.50\":0.10}");

        assertThat(spec(turned).id()).isEqualTo(spec(TICKET).id());
    }

    @Test
    void seedsAreThoseThatEveryJsonReaderKeeps() {
        assertThatThrownBy(() -> spec(DENSE.replace("\"seed\":0", "\"seed\":-1")))
                .hasMessageContaining("seed: -1 is not in [0, 2^53)");
        assertThatThrownBy(() -> spec(TICKET.replace("\"initialSeed\":4", "\"initialSeed\":9007199254740992")))
                .hasMessageContaining("initialSeed: 9007199254740992 is not in [0, 2^53)");
    }

    @Test
    void anotherVersionIsRefused() {
        assertThatThrownBy(() -> spec(DENSE.replace("\"specVersion\":1", "\"specVersion\":2")))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessage("specVersion: 2 is not known here: this is version 1");
    }

    @Test
    void seedsFitIntoADouble() {
        long largest = (1L << 53) - 1;

        assertThat(spec(DENSE.replace("\"seed\":0", "\"seed\":" + largest)).seed())
                .isEqualTo(largest);
        assertThatThrownBy(() -> spec(DENSE.replace("\"seed\":0", "\"seed\":" + (largest + 1))))
                .hasMessage("seed: 9007199254740992 is not in [0, 2^53)");
        assertThatThrownBy(() -> spec(DENSE.replace("\"seed\":0", "\"seed\":-1")))
                .hasMessage("seed: -1 is not in [0, 2^53)");
    }

    @Test
    void aRunIdIsReadBackAndSorts() {
        var id = spec(DENSE).id();

        assertThat(RunId.parse(id.toString())).isEqualTo(id);
        assertThat(id.toString()).startsWith(id.brief());
        assertThat(Json.read(Json.write(id), RunId.class)).isEqualTo(id);
        assertThat(new RunId(new Digest("0".repeat(64)))).isLessThan(new RunId(new Digest("1".repeat(64))));
    }

    private static RunSpec spec(String json) {
        return Json.read(json, RunSpec.class);
    }

    private static RunSpec with(String json, String pointer, JsonNode value) throws Exception {
        var tree = MAPPER.readTree(json);
        int slash = pointer.lastIndexOf('/');
        var holder = (ObjectNode) tree.at(pointer.substring(0, slash));
        holder.set(pointer.substring(slash + 1), value);
        return spec(tree.toString());
    }

    /** The fields of a spec: those of objects in it count one by one, a schedule and a list as one. */
    private static int leaves(JsonNode spec) {
        int count = 0;
        for (var field : spec.properties()) {
            boolean nested = field.getValue().isObject() && !field.getKey().equals("schedule");
            count += nested ? leaves(field.getValue()) : 1;
        }
        return count;
    }
}
