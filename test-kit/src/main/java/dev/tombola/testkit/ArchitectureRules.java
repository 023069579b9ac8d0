package dev.tombola.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.implement;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import dev.tombola.ticket.history.History;
import dev.tombola.ticket.plan.Expansion;
import dev.tombola.ticket.plan.Facts;
import dev.tombola.ticket.store.Bucket;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Which room may know which: the table of dependencies, as rules. */
public final class ArchitectureRules {
    private static final String MODEL = "dev.tombola.ticket..";
    private static final String WIRE = "dev.tombola.ticket.wire..";
    private static final String VISION = "dev.tombola.vision..";
    private static final String ENGINE = "dev.tombola.vision.djl..";
    private static final String TENSORS = "dev.tombola.store.tensor..";
    private static final String MASKS = "dev.tombola.store.mask..";
    private static final String CHECKPOINTS = "dev.tombola.store.torch..";
    private static final String BUCKETS = "dev.tombola.store.bucket..";
    private static final String PRUNING = "dev.tombola.pruning..";
    private static final String[] EVERYWHERE = {"java..", "org.jspecify.annotations.."};

    private ArchitectureRules() {}

    /** Every rule; each names the room that it protects. */
    public static List<ArchRule> all() {
        return List.of(
                only(
                        "dev.tombola.ticket.wire..",
                        WIRE,
                        "com.fasterxml.jackson..",
                        "org.erdtman.jcs..",
                        "org.apache.commons.text.."),
                classes()
                        .that(resideInAPackage(MODEL).and(resideInAPackage(WIRE).negate()))
                        .should()
                        .onlyDependOnClassesThat(resideInAnyPackage(with(MODEL, "com.fasterxml.jackson.annotation..")))
                        .as("the model knows nothing but itself and how it is written"),
                only(TENSORS, TENSORS, MODEL, "com.fasterxml.jackson.."),
                only(CHECKPOINTS, CHECKPOINTS, TENSORS, MODEL, "com.fasterxml.jackson.."),
                only(MASKS, MASKS, TENSORS, MODEL, "com.fasterxml.jackson.."),
                only("dev.tombola.store.dataset..", "dev.tombola.store.dataset..", TENSORS, MODEL, VISION),
                only("dev.tombola.store.network..", "dev.tombola.store.network..", TENSORS, CHECKPOINTS, MODEL, VISION),
                only("dev.tombola.kafka..", "dev.tombola.kafka..", MODEL, "org.apache.kafka..", "dev.failsafe.."),
                onlyVisionWithoutEngine(),
                only(ENGINE, VISION, MODEL, "ai.djl.."),
                domain("dev.tombola.pruner.plan.."),
                domain(PRUNING),
                domain("dev.tombola.evaluator.judge..", "org.apache.commons.statistics.."),
                separate("dev.tombola.pruner..", "dev.tombola.trainer..", "dev.tombola.evaluator.."),
                separate("dev.tombola.trainer..", "dev.tombola.pruner..", "dev.tombola.evaluator.."),
                separate("dev.tombola.evaluator..", "dev.tombola.pruner..", "dev.tombola.trainer.."),
                noClasses()
                        .that()
                        .resideInAPackage("dev.tombola.evaluator..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("ai.djl..", ENGINE)
                        .as("the evaluator measures with an engine that did not train"),
                adapter("dev.tombola.store.s3..", BUCKETS),
                noClasses()
                        .that(resideInAPackage("dev.tombola..")
                                .and(resideInAPackage("dev.tombola.store..").negate()))
                        .should()
                        .dependOnClassesThat(implement(Bucket.class))
                        .as("which stores there are is known where one is chosen, and nowhere else"),
                adapter("dev.tombola.trainer.kafka..", "dev.tombola.trainer.wiring.."),
                adapter("dev.tombola.evaluator.onnx..", "dev.tombola.evaluator.wiring.."),
                noClasses()
                        .that()
                        .resideInAPackage("dev.tombola.cli.audit..")
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(
                                        "dev.tombola.pruner..",
                                        "dev.tombola.trainer..",
                                        "dev.tombola.evaluator..",
                                        "dev.tombola.cli.watch..")
                                .or(belongToAnyOf(Expansion.class, Facts.class, History.class)))
                        .as("the audit shares nothing with what plans, expands and judges"),
                noClasses()
                        .that()
                        .resideOutsideOfPackage("dev.tombola.cli.figure..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.jfree..", "org.apache.batik..")
                        .as("charts are drawn by the figure alone"),
                noClasses()
                        .that()
                        .resideInAPackage("dev.tombola.cli..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("dev.tombola.pruner..", "dev.tombola.trainer..", "dev.tombola.evaluator..")
                        .as("the command line meets services on topics only"),
                noClasses()
                        .that()
                        .resideOutsideOfPackage("dev.tombola.cli..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("dev.tombola.cli..")
                        .as("nobody imports the command line"),
                noClasses()
                        .that()
                        .resideOutsideOfPackage("dev.tombola.simulation..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("dev.tombola.simulation..")
                        .as("nobody imports the simulation"),
                slices().matching("dev.tombola.(**)").should().beFreeOfCycles());
    }

    private static ArchRule onlyVisionWithoutEngine() {
        return classes()
                .that(resideInAPackage(VISION).and(resideInAPackage(ENGINE).negate()))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(with(
                                VISION,
                                "ai.onnx.proto..",
                                "com.google.protobuf..",
                                "org.apache.commons.rng..",
                                "org.apache.commons.text..",
                                "us.hebi.matlab.mat..",
                                "de.bwaldvogel.liblinear..",
                                "javax.imageio.."))
                        .and(resideInAPackage(ENGINE).negate()))
                .as("vision knows neither engine, broker, bucket nor container");
    }

    private static ArchRule only(String room, String... others) {
        return classes()
                .that(resideInAPackage(room))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(with(others)))
                .as(room + " depends only on " + String.join(", ", others));
    }

    private static ArchRule domain(String room, String... libraries) {
        return only(
                room,
                Stream.concat(Stream.of(room, MODEL, VISION, TENSORS), Arrays.stream(libraries))
                        .toArray(String[]::new));
    }

    private static ArchRule separate(String service, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(service)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .as(service + " meets other services on topics only");
    }

    private static ArchRule adapter(String adapter, String... wirings) {
        return noClasses()
                .that(resideInAPackage("dev.tombola..")
                        .and(resideInAPackage(adapter).negate())
                        .and(resideInAnyPackage(wirings).negate()))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(adapter)
                .as(adapter + " is known to nobody but the wiring");
    }

    private static String[] with(String... packages) {
        return Stream.concat(Arrays.stream(EVERYWHERE), Arrays.stream(packages)).toArray(String[]::new);
    }
}
