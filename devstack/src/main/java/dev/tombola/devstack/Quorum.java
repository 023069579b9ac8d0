package dev.tombola.devstack;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * One broker's place among those of its cluster, each of which is a controller too.
 *
 * @param node from 1
 * @param controllerPorts of all nodes, in their order
 */
public record Quorum(int node, List<Integer> controllerPorts) {
    private static final int MOST_REPLICAS = 3;

    public Quorum {
        controllerPorts = List.copyOf(controllerPorts);
        if (node < 1 || node > controllerPorts.size()) {
            throw new DevstackException("node %d is not in [1, %d]".formatted(node, controllerPorts.size()), null);
        }
    }

    /** A cluster of one. */
    static Quorum alone(int controllerPort) {
        return new Quorum(1, List.of(controllerPort));
    }

    int controllerPort() {
        return controllerPorts.get(node - 1);
    }

    /** What all nodes have to agree on: they are formatted each by itself, at the same first start. */
    Uuid cluster() {
        var name = UUID.nameUUIDFromBytes(voters().getBytes(StandardCharsets.UTF_8));
        return new Uuid(name.getMostSignificantBits(), name.getLeastSignificantBits());
    }

    /** Three copies of everything, of which one may be away; with fewer nodes as many as there are. */
    Map<String, String> configuration() {
        var replicas = String.valueOf(Math.min(MOST_REPLICAS, controllerPorts.size()));
        var enough = String.valueOf(Math.max(1, Math.min(MOST_REPLICAS, controllerPorts.size()) - 1));
        var config = new HashMap<>(Map.of(
                "node.id", String.valueOf(node),
                "controller.quorum.voters", voters(),
                "default.replication.factor", replicas,
                "min.insync.replicas", enough,
                "offsets.topic.replication.factor", replicas,
                "transaction.state.log.replication.factor", replicas,
                "transaction.state.log.min.isr", enough,
                "share.coordinator.state.topic.replication.factor", replicas,
                "share.coordinator.state.topic.min.isr", enough));
        if (controllerPorts.size() > 1) {
            // A dead leader is noticed in seconds: nobody waits for a laptop's network.
            config.put("broker.session.timeout.ms", "3000");
            config.put("broker.heartbeat.interval.ms", "500");
        }
        return config;
    }

    private String voters() {
        return IntStream.rangeClosed(1, controllerPorts.size())
                .mapToObj(id -> "%d@%s:%d".formatted(id, Ports.HOST, controllerPorts.get(id - 1)))
                .collect(Collectors.joining(","));
    }
}
